package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.DetectorRuns;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class LargeTradeRandomTest {

    private static final int STREAMS = 10_000;
    private static final int FLINK_STREAMS = 120;

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<TakerOrder>> log = new RandomOrders(seed).steps(50);
            NaiveLargeTrade naive = new NaiveLargeTrade();
            naive.run(log);
            RecordedVerdicts verdicts = new RecordedVerdicts();
            DetectorRuns.run(core(verdicts), log);

            assertThat(verdicts.alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.incidents.told());
            naive.incidents.told().forEach(told -> kinds.merge(told.kind(), 1, Integer::sum));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(kinds).doesNotContainKey(AlertKind.ESCALATE);
        assertThat(kinds.get(AlertKind.RESOLVE)).isEqualTo(kinds.get(AlertKind.OPEN));
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<TakerOrder>> log = new RandomOrders(seed).steps(50);
            RecordedVerdicts inJumps = new RecordedVerdicts();
            DetectorRuns.run(core(inJumps), log);
            RecordedVerdicts inSteps = new RecordedVerdicts();
            DetectorRuns.runInSmallSteps(core(inSteps), log, new Random(seed));

            assertThat(inSteps.alerts()).isEqualTo(inJumps.alerts());
            assertThat(inSteps.incidents()).isEqualTo(inJumps.incidents());
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<TakerOrder>> log = new RandomOrders(seed).steps(50);
            RecordedVerdicts verdicts = new RecordedVerdicts();
            DetectorRuns.run(core(verdicts), log);
            DetectorHarness<TakerOrder> flink =
                    new DetectorHarness<>(
                            () -> new LargeTradeFunction(LargeTradeParameters.DEFAULTS),
                            TakerOrder::coin,
                            List.of());
            flink.run(log, new Random(seed));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .containsExactlyElementsOf(
                            verdicts.alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents()).isEqualTo(verdicts.incidents());
        }
    }

    private static LargeTradeCore core(RecordedVerdicts verdicts) {
        return new LargeTradeCore(
                LargeTradeParameters.DEFAULTS,
                new HeapTable<>(),
                new HeapCell<>(),
                new HeapCell<>(),
                verdicts);
    }
}

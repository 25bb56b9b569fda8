package io.hyperwatch.patterns.oracle;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.DetectorRuns;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.state.HeapCell;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class OracleDeviationRandomTest {

    private static final int STREAMS = 10_000;
    private static final int FLINK_STREAMS = 150;

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        int oldOracles = 0;
        int oldTops = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<Price>> log = new RandomPrices(seed, "BTC").steps(60);
            NaiveOracleDeviation naive = new NaiveOracleDeviation();
            naive.run(log);
            Run run = new Run();
            DetectorRuns.run(run.core, log);

            assertThat(run.verdicts.alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.told);
            assertThat(run.signals.stream().map(OracleDeviationRandomTest::text))
                    .as("signals of stream %s", seed)
                    .containsExactlyElementsOf(naive.signals);
            oldOracles += naive.oldOracles;
            oldTops += naive.oldTops;
            naive.told.forEach(told -> kinds.merge(told.kind(), 1, Integer::sum));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS / 2);
        assertThat(kinds.get(AlertKind.ESCALATE)).isGreaterThan(STREAMS / 10);
        assertThat(kinds.get(AlertKind.RESOLVE)).isGreaterThan(STREAMS / 10);
        assertThat(oldOracles).as("prices not judged for an old oracle").isGreaterThan(STREAMS);
        assertThat(oldTops).as("bbo older than the context").isGreaterThan(STREAMS / 20);
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<Price>> log = new RandomPrices(seed, "BTC").steps(60);
            Run inJumps = new Run();
            DetectorRuns.run(inJumps.core, log);
            Run inSteps = new Run();
            DetectorRuns.runInSmallSteps(inSteps.core, log, new Random(seed));

            assertThat(inSteps.verdicts.alerts()).isEqualTo(inJumps.verdicts.alerts());
            assertThat(inSteps.verdicts.incidents()).isEqualTo(inJumps.verdicts.incidents());
            assertThat(inSteps.signals).isEqualTo(inJumps.signals);
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<Price>> log = new RandomPrices(seed, "BTC").steps(60);
            Run run = new Run();
            DetectorRuns.run(run.core, log);
            DetectorHarness<Price> flink =
                    new DetectorHarness<>(
                            () -> new OracleDeviationFunction(OracleDeviationParameters.DEFAULTS),
                            Price::coin,
                            List.of(OracleDeviationFunction.BREACH_SIGNALS));
            flink.run(log, new Random(seed));

            assertThat(json(flink.verdicts().alerts())).isEqualTo(json(run.verdicts.alerts()));
            assertThat(flink.verdicts().incidents()).isEqualTo(run.verdicts.incidents());
            assertThat(flink.others().stream().map(record -> (BreachSignal) record.getValue()))
                    .containsExactlyElementsOf(run.signals);
        }
    }

    private static List<String> json(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::canonical).toList();
    }

    private static String text(BreachSignal signal) {
        return signal.kind() + " " + signal.incidentId() + " " + signal.timeMs();
    }

    private static final class Run {
        final RecordedVerdicts verdicts = new RecordedVerdicts();
        final List<BreachSignal> signals = new ArrayList<>();
        final OracleDeviationCore core =
                new OracleDeviationCore(
                        OracleDeviationParameters.DEFAULTS,
                        new HeapCell<>(),
                        new HeapCell<>(),
                        verdicts,
                        signals::add);
    }
}

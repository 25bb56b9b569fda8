package io.hyperwatch.patterns.signal;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.Signal;
import io.hyperwatch.patterns.hosts.SignalRulesFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class SignalChangeRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<Signal>> log = new RandomSignals(seed).steps(40);
            List<RuleChange> changes = changes(seed, log);
            NaiveSignalChange naive = new NaiveSignalChange(changes);
            naive.run(log);

            assertThat(run(changes).run(log).recorded().alerts().stream().map(Told::of))
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
            List<Step<Signal>> log = new RandomSignals(seed).steps(40);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts inJumps = run(changes).run(log).recorded();
            RecordedVerdicts inSteps =
                    run(changes).runInSmallSteps(log, new Random(seed)).recorded();

            assertThat(inSteps.alerts()).isEqualTo(inJumps.alerts());
            assertThat(inSteps.incidents()).isEqualTo(inJumps.incidents());
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<Signal>> log = new RandomSignals(seed).steps(40);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts verdicts = run(changes).run(log).recorded();
            DetectorHarness<Signal> flink =
                    new DetectorHarness<>(
                            rules ->
                                    new SignalRulesFunction(rules, List.of(new SignalChangeRule())),
                            Signal::coin,
                            List.of(),
                            changes);
            flink.run(log, new Random(seed));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .containsExactlyElementsOf(
                            verdicts.alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents()).isEqualTo(verdicts.incidents());
        }
    }

    private static RuleRun<Signal, SignalChangeParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new SignalChangeRule(),
                signal -> new RecordScope(signal.coin(), null, signal.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<Signal>> log) {
        return RandomRules.of(
                SignalChangeCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs() - 3_600_000,
                List.of("*", "*", "coin:BTC"),
                List.of("{}", "{\"min_confidence\":\"0.9\"}", "{\"min_bias_move\":0.05}"));
    }
}

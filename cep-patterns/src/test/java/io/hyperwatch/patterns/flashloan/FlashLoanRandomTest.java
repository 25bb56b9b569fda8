package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.hosts.LiquidationRulesFunction;
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

class FlashLoanRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<LiquidationFill>> log = new RandomLiquidations(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            NaiveFlashLoan naive = new NaiveFlashLoan(changes);
            naive.run(log);
            RecordedVerdicts verdicts = run(changes).run(log).recorded();

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
            List<Step<LiquidationFill>> log = new RandomLiquidations(seed).steps(50);
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
            List<Step<LiquidationFill>> log = new RandomLiquidations(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts verdicts = run(changes).run(log).recorded();
            DetectorHarness<LiquidationFill> flink =
                    new DetectorHarness<>(
                            rules ->
                                    new LiquidationRulesFunction(
                                            rules, List.of(new FlashLoanRule())),
                            fill -> FlashLoanRule.ONE_KEY,
                            List.of(),
                            changes);
            flink.run(log, new Random(seed));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .containsExactlyElementsOf(
                            verdicts.alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents()).isEqualTo(verdicts.incidents());
        }
    }

    private static RuleRun<LiquidationFill, FlashLoanParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new FlashLoanRule(),
                fill -> new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<LiquidationFill>> log) {
        return RandomRules.of(
                FlashLoanCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs(),
                List.of("*", "*", "coin:C1", "coin:C2"),
                List.of(
                        "{}",
                        "{\"threshold_usd\":\"300000\"}",
                        "{\"window_ms\":60000,\"min_liquidations\":3}",
                        "{\"window_ms\":1000}"));
    }
}

package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.hosts.AccountLiquidationRulesFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.largeliquidation.RandomLiquidationFills;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class CoordinatedRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final int STEPS = 40;
    private static final String ALICE = "0x" + "a".repeat(40);
    private static final List<String> VALUES =
            List.of(
                    "1",
                    "50000",
                    "100000",
                    "100000.01",
                    "249999.99",
                    "250000",
                    "300000",
                    "500000",
                    "900000");

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<LiquidationFill>> log = log(seed);
            List<RuleChange> changes = changes(seed, log);
            NaiveCoordinated naive = new NaiveCoordinated(ALICE, changes);
            naive.run(log);
            List<Told> told = new ArrayList<>();
            run(changes).run(log).recorded().alerts().forEach(alert -> told.add(Told.of(alert)));

            assertThat(told).as("alerts of stream %s", seed).containsExactlyElementsOf(naive.told);
            told.forEach(one -> kinds.merge(one.kind(), 1, Integer::sum));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(kinds.get(AlertKind.ESCALATE)).isGreaterThan(STREAMS / 100);
        assertThat(kinds.get(AlertKind.RESOLVE)).isEqualTo(kinds.get(AlertKind.OPEN));
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 1_000; seed++) {
            List<Step<LiquidationFill>> log = log(seed);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts inJumps = run(changes).run(log).recorded();
            RecordedVerdicts inSteps =
                    run(changes).runInSmallSteps(log, new Random(seed)).recorded();

            assertThat(inSteps.alerts()).as("stream %s", seed).isEqualTo(inJumps.alerts());
            assertThat(inSteps.incidents()).as("stream %s", seed).isEqualTo(inJumps.incidents());
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<LiquidationFill>> log = log(seed);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts verdicts = run(changes).run(log).recorded();
            DetectorHarness<LiquidationFill> flink =
                    new DetectorHarness<>(
                            rules ->
                                    new AccountLiquidationRulesFunction(
                                            rules, List.of(new CoordinatedRule())),
                            LiquidationFill::liquidatedUser,
                            List.of(),
                            changes);
            flink.run(log, new Random(seed));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .as("stream %s", seed)
                    .containsExactlyElementsOf(
                            verdicts.alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents())
                    .as("stream %s", seed)
                    .isEqualTo(verdicts.incidents());
        }
    }

    private static List<Step<LiquidationFill>> log(long seed) {
        List<String> coins = List.of("BTC", "ETH", "SOL");
        return new RandomLiquidationFills(seed, coins, List.of(ALICE), VALUES, 300_000)
                .steps(STEPS);
    }

    private static RuleRun<LiquidationFill, CoordinatedParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new CoordinatedRule(),
                fill -> new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<LiquidationFill>> log) {
        return RandomRules.of(
                CoordinatedCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(STEPS).logTimeMs(),
                List.of("*", "*", "coin:BTC", "account:" + ALICE),
                List.of(
                        "{}",
                        "{\"threshold_usd\":600000,\"min_liquidations\":2}",
                        "{\"window_ms\":3600000,\"min_liquidations\":7}",
                        "{\"window_ms\":10000}",
                        "{\"min_grade\":\"inferred_burst\"}",
                        "{\"min_grade\":\"inferred_burst\",\"min_liquidations\":2}",
                        "{\"min_grade\":\"inferred_burst\",\"threshold_usd\":400000}",
                        "{\"min_grade\":\"inferred_burst\",\"threshold_usd\":\"750000.01\"}",
                        "{\"min_grade\":\"confirmed_backstop\",\"min_liquidations\":1}"));
    }
}

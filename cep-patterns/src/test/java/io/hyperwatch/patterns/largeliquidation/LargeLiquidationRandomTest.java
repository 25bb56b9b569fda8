package io.hyperwatch.patterns.largeliquidation;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class LargeLiquidationRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final int STEPS = 50;
    private static final String ALICE = "0x" + "a".repeat(40);
    private static final List<String> VALUES =
            List.of(
                    "1",
                    "100000",
                    "250000",
                    "499999.99",
                    "500000",
                    "500000.01",
                    "1000000",
                    "1500000",
                    "2000000",
                    "2000000.01");

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        Set<Severity> opened = EnumSet.noneOf(Severity.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<LiquidationFill>> log = log(seed);
            List<RuleChange> changes = changes(seed, log);
            NaiveLargeLiquidation naive = new NaiveLargeLiquidation(changes);
            naive.run(log);
            List<Told> told = new ArrayList<>();
            run(changes).run(log).recorded().alerts().forEach(alert -> told.add(Told.of(alert)));

            assertThat(told)
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.incidents.told());
            assertThat(told)
                    .as("stream %s", seed)
                    .extracting(Told::alertId)
                    .doesNotHaveDuplicates();
            told.forEach(one -> kinds.merge(one.kind(), 1, Integer::sum));
            told.stream()
                    .filter(one -> one.kind() == AlertKind.OPEN)
                    .forEach(one -> opened.add(one.severity()));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(kinds.get(AlertKind.ESCALATE)).isGreaterThan(STREAMS / 2);
        assertThat(kinds.get(AlertKind.RESOLVE)).isEqualTo(kinds.get(AlertKind.OPEN));
        assertThat(opened)
                .containsExactlyInAnyOrder(Severity.WARNING, Severity.HIGH, Severity.CRITICAL);
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
                                    new LiquidationRulesFunction(
                                            rules, List.of(new LargeLiquidationRule())),
                            LiquidationFill::coin,
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
        List<String> users = List.of(ALICE, "0x" + "b".repeat(40));
        return new RandomLiquidationFills(seed, List.of("BTC"), users, VALUES, 60_000).steps(STEPS);
    }

    private static RuleRun<LiquidationFill, LargeLiquidationParameters> run(
            List<RuleChange> changes) {
        return new RuleRun<>(
                new LargeLiquidationRule(),
                fill -> new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<LiquidationFill>> log) {
        return RandomRules.of(
                LargeLiquidationCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(STEPS).logTimeMs(),
                List.of("*", "*", "coin:BTC", "account:" + ALICE),
                List.of(
                        "{}",
                        "{\"threshold_usd\":\"249999.99\"}",
                        "{\"critical_usd\":1000000}",
                        "{\"min_grade\":\"inferred_burst\"}",
                        "{\"min_grade\":\"confirmed_backstop\",\"threshold_usd\":1}"));
    }
}

package io.hyperwatch.patterns.oracle;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.hosts.PriceRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordScope;
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

class OracleDeviationRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        int oldOracles = 0;
        int oldTops = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<Price>> log = new RandomPrices(seed, "BTC").steps(60);
            List<RuleChange> changes = changes(seed, log);
            NaiveOracleDeviation naive = new NaiveOracleDeviation(changes);
            naive.run(log);
            var run = run(changes).run(log);

            assertThat(run.recorded().alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.told);
            assertThat(
                            run.sent(OracleDeviationRule.BREACH_SIGNALS).stream()
                                    .map(OracleDeviationRandomTest::text))
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
            List<RuleChange> changes = changes(seed, log);
            var inJumps = run(changes).run(log);
            var inSteps = run(changes).runInSmallSteps(log, new Random(seed));

            assertThat(inSteps.recorded().alerts()).isEqualTo(inJumps.recorded().alerts());
            assertThat(inSteps.recorded().incidents()).isEqualTo(inJumps.recorded().incidents());
            assertThat(inSteps.sent(OracleDeviationRule.BREACH_SIGNALS))
                    .isEqualTo(inJumps.sent(OracleDeviationRule.BREACH_SIGNALS));
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<Price>> log = new RandomPrices(seed, "BTC").steps(60);
            List<RuleChange> changes = changes(seed, log);
            var run = run(changes).run(log);
            DetectorHarness<Price> flink =
                    new DetectorHarness<>(
                            rules ->
                                    new PriceRulesFunction(
                                            rules, List.of(new OracleDeviationRule())),
                            Price::coin,
                            List.of(DetectorFunction.tag(OracleDeviationRule.BREACH_SIGNALS)),
                            changes);
            flink.run(log, new Random(seed));

            assertThat(json(flink.verdicts().alerts())).isEqualTo(json(run.recorded().alerts()));
            assertThat(flink.verdicts().incidents()).isEqualTo(run.recorded().incidents());
            assertThat(flink.others().stream().map(record -> (BreachSignal) record.getValue()))
                    .containsExactlyElementsOf(run.sent(OracleDeviationRule.BREACH_SIGNALS));
        }
    }

    private static List<String> json(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::canonical).toList();
    }

    private static String text(BreachSignal signal) {
        return signal.kind() + " " + signal.incidentId() + " " + signal.timeMs();
    }

    private static RuleRun<Price, OracleDeviationParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new OracleDeviationRule(),
                price -> new RecordScope(price.coin(), null, price.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<Price>> log) {
        return RandomRules.of(
                OracleDeviationCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs(),
                List.of("*", "*", "coin:BTC", "coin:ETH"),
                List.of(
                        "{}",
                        "{\"warning_pct\":\"0.8\"}",
                        "{\"warning_pct\":\"0.3\",\"critical_pct\":0.7}",
                        "{\"rearm_ratio\":\"0.5\"}"));
    }
}

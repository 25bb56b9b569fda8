package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.patterns.hosts.TakerOrderRulesFunction;
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

class LargeTradeRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<TakerOrder>> log = new RandomOrders(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            NaiveLargeTrade naive = new NaiveLargeTrade(changes);
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
            List<Step<TakerOrder>> log = new RandomOrders(seed).steps(50);
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
            List<Step<TakerOrder>> log = new RandomOrders(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts verdicts = run(changes).run(log).recorded();
            DetectorHarness<TakerOrder> flink =
                    new DetectorHarness<>(
                            rules ->
                                    new TakerOrderRulesFunction(
                                            rules, List.of(new LargeTradeRule())),
                            TakerOrder::coin,
                            List.of(),
                            changes);
            flink.run(log, new Random(seed));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .containsExactlyElementsOf(
                            verdicts.alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents()).isEqualTo(verdicts.incidents());
        }
    }

    private static RuleRun<TakerOrder, LargeTradeParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new LargeTradeRule(),
                order -> new RecordScope(order.coin(), order.taker(), order.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<TakerOrder>> log) {
        return RandomRules.of(
                LargeTradeCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs(),
                List.of("*", "*", "coin:BTC"),
                List.of("{}", "{\"threshold_usd\":\"800000\"}", "{\"threshold_usd\":2000000}"));
    }
}

package io.hyperwatch.patterns.midjump;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.hosts.PriceRulesFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.mid.RandomQuotes;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleScope;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class MidJumpRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final String[] MIDS = {
        "200", "200", "200", "200", "200.4", "201", "201.0000001", "202", "202.0000001", "198.9"
    };

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<Price>> log = log(seed);
            List<RuleChange> changes = changes(seed, log);
            NaiveMidJump naive = new NaiveMidJump(changes);
            naive.run(log);

            assertThat(run(changes).run(log).recorded().alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.incidents.told());
            naive.incidents.told().forEach(told -> kinds.merge(told.kind(), 1, Integer::sum));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(kinds.get(AlertKind.ESCALATE)).isGreaterThan(STREAMS / 10);
        assertThat(kinds.get(AlertKind.RESOLVE)).isEqualTo(kinds.get(AlertKind.OPEN));
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<Price>> log = log(seed);
            List<RuleChange> changes = changes(seed, log);
            var inJumps = run(changes).run(log).recorded();
            var inSteps = run(changes).runInSmallSteps(log, new Random(seed)).recorded();

            assertThat(inSteps.alerts()).isEqualTo(inJumps.alerts());
            assertThat(inSteps.incidents()).isEqualTo(inJumps.incidents());
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<Price>> log = log(seed);
            List<RuleChange> changes = changes(seed, log);
            var recorded = run(changes).run(log).recorded();
            DetectorHarness<Price> flink =
                    new DetectorHarness<>(
                            rules -> new PriceRulesFunction(rules, List.of(new MidJumpRule())),
                            Price::coin,
                            List.of(),
                            changes);
            flink.run(log, new Random(seed));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(
                            recorded.alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents()).isEqualTo(recorded.incidents());
        }
    }

    private static List<Step<Price>> log(long seed) {
        return new RandomQuotes(seed, "BTC", MIDS, new String[0]).steps(60);
    }

    private static RuleRun<Price, MidJumpParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new MidJumpRule(),
                price -> new RecordScope(price.coin(), null, price.timeMs()),
                changes);
    }

    /** Resumed at the beginning; the defaults are paused. */
    private static List<RuleChange> changes(long seed, List<Step<Price>> log) {
        long beginMs = log.get(0).logTimeMs();
        List<RuleChange> changes = new ArrayList<>();
        changes.add(
                new RuleChange(
                        MidJumpCore.RULE,
                        RuleScope.ALL,
                        100,
                        "{}",
                        RuleState.ACTIVE,
                        beginMs - 700_000,
                        "test"));
        changes.addAll(
                RandomRules.of(
                        MidJumpCore.RULE,
                        new Random(seed),
                        beginMs,
                        log.get(log.size() - 1).logTimeMs(),
                        List.of("*", "*", "coin:BTC", "coin:ETH"),
                        List.of(
                                "{}",
                                "{\"warning_pct\":\"0.8\"}",
                                "{\"warning_pct\":\"0.3\",\"critical_pct\":0.7}",
                                "{\"max_mid_age_ms\":5000,\"quiet_ms\":30000}")));
        return changes;
    }
}

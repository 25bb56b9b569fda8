package io.hyperwatch.patterns.reference;

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

import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class ReferenceDeviationRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final String[] MIDS = {
        "100",
        "100",
        "100",
        "100.24",
        "100.2399999",
        "100.27",
        "100.3",
        "100.3000001",
        "100.4",
        "100.5",
        "100.5000001",
        "99.7",
        "99.6999999",
        "101",
        "101.0000001",
        "98.9"
    };
    private static final String[] REFERENCES = {
        "100", "100", "100", "100", "100.00", "99.9", "100.1", "103"
    };

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        int belowTheQuorum = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<Price>> log = log(seed);
            List<RuleChange> changes = changes(seed, log);
            NaiveReferenceDeviation naive = new NaiveReferenceDeviation(changes);
            naive.run(log);

            assertThat(run(changes).run(log).recorded().alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.incidents.told());
            belowTheQuorum += naive.belowTheQuorum;
            naive.incidents.told().forEach(told -> kinds.merge(told.kind(), 1, Integer::sum));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(kinds.get(AlertKind.ESCALATE)).isGreaterThan(STREAMS / 10);
        assertThat(kinds.get(AlertKind.RESOLVE)).isGreaterThan(STREAMS / 2);
        assertThat(belowTheQuorum).isGreaterThan(STREAMS);
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
                            rules ->
                                    new PriceRulesFunction(
                                            rules, List.of(new ReferenceDeviationRule())),
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
        return new RandomQuotes(seed, "BTC", MIDS, REFERENCES).steps(80);
    }

    private static RuleRun<Price, ReferenceDeviationParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new ReferenceDeviationRule(),
                price -> new RecordScope(price.coin(), null, price.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<Price>> log) {
        return RandomRules.of(
                ReferenceDeviationCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs(),
                List.of("*", "*", "coin:BTC", "coin:ETH"),
                List.of(
                        "{}",
                        "{\"info_pct\":\"0.4\"}",
                        "{\"high_pct\":\"0.3\",\"critical_pct\":0.4}",
                        "{\"min_venues\":1,\"quiet_ms\":30000}",
                        "{\"rearm_ratio\":\"0.5\",\"max_reference_age_ms\":60000}"));
    }
}

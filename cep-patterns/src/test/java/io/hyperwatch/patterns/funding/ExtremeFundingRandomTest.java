package io.hyperwatch.patterns.funding;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.patterns.hosts.FundingRulesFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.rules.RuleChange;

import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class ExtremeFundingRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        int silences = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<FundingObservation>> log = new RandomFunding(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            NaiveExtremeFunding naive = new NaiveExtremeFunding(changes);
            naive.run(log);
            var run = run(changes).run(NaiveExtremeFunding.held(log));

            assertThat(run.recorded().alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.incidents.told());
            silences += naive.silences;
            naive.incidents.told().forEach(told -> kinds.merge(told.kind(), 1, Integer::sum));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(kinds).doesNotContainKey(AlertKind.ESCALATE);
        assertThat(kinds.get(AlertKind.RESOLVE)).isGreaterThan(STREAMS / 2);
        assertThat(silences).as("incidents that ended in silence").isGreaterThan(STREAMS / 25);
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<FundingObservation>> log = new RandomFunding(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            List<Step<FundingObservation>> held = NaiveExtremeFunding.held(log);
            var inJumps = run(changes).run(held).recorded();
            var inSteps = run(changes).runInSmallSteps(held, new Random(seed)).recorded();

            assertThat(inSteps.alerts()).isEqualTo(inJumps.alerts());
            assertThat(inSteps.incidents()).isEqualTo(inJumps.incidents());
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<FundingObservation>> log = new RandomFunding(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            var recorded = run(changes).run(NaiveExtremeFunding.held(log)).recorded();
            DetectorHarness<FundingObservation> flink =
                    new DetectorHarness<>(
                            rules ->
                                    new FundingRulesFunction(
                                            rules, List.of(new ExtremeFundingRule())),
                            FundingObservation::coin,
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

    @Test
    void estimatesThatAreLeftOutMakeNoDifference() {
        int taken = 0;
        int all = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<FundingObservation>> log = new RandomFunding(seed).estimates(60);
            List<RuleChange> changes = changes(seed, log);
            FundingEstimates estimates = new FundingEstimates(new HeapCell<>());
            List<Step<FundingObservation>> thinned =
                    log.stream()
                            .filter(step -> step.input() == null || estimates.take(step.input()))
                            .toList();

            assertThat(run(changes).run(thinned).recorded().alerts())
                    .as("alerts of stream %s", seed)
                    .isEqualTo(run(changes).run(log).recorded().alerts());
            taken += thinned.size();
            all += log.size();
        }
        assertThat(taken).isLessThan(all * 3 / 4);
    }

    private static RuleRun<FundingObservation, ExtremeFundingParameters> run(
            List<RuleChange> changes) {
        return new RuleRun<>(
                new ExtremeFundingRule(),
                said -> new RecordScope(said.coin(), said.account(), said.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<FundingObservation>> log) {
        return RandomRules.of(
                ExtremeFundingCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs(),
                List.of("*", "*", "coin:BTC", "coin:ETH", "account:" + RandomFunding.account()),
                List.of(
                        "{}",
                        "{\"threshold_pct\":\"0.8\"}",
                        "{\"threshold_pct\":0.1,\"rearm_ratio\":0.5}",
                        "{\"max_rate_age_ms\":60000}",
                        "{\"max_rate_age_ms\":300000,\"quiet_ms\":30000}"));
    }
}

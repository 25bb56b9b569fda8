package io.hyperwatch.patterns.feed;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.patterns.hosts.FeedRulesFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.rules.RuleChange;

import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class FeedStaleRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final int LENGTH = 50;

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<CoverageEvent>> log = new RandomCoverage(seed).steps(LENGTH);
            List<RuleChange> changes = changes(seed, log);
            NaiveFeedStale naive = new NaiveFeedStale(changes);
            naive.run(log);
            RecordedVerdicts verdicts = CoverageEvents.run(changes).run(log).recorded();

            assertThat(verdicts.alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.told);
            naive.told.forEach(told -> kinds.merge(told.kind(), 1, Integer::sum));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(kinds.get(AlertKind.RESOLVE)).isGreaterThan(STREAMS / 2);
        assertThat(kinds).doesNotContainKey(AlertKind.ESCALATE);
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<CoverageEvent>> log = new RandomCoverage(seed).steps(LENGTH);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts inJumps = CoverageEvents.run(changes).run(log).recorded();
            RecordedVerdicts inSteps =
                    CoverageEvents.run(changes).runInSmallSteps(log, new Random(seed)).recorded();

            assertThat(inSteps.alerts()).as("stream %s", seed).isEqualTo(inJumps.alerts());
            assertThat(inSteps.incidents()).as("stream %s", seed).isEqualTo(inJumps.incidents());
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<CoverageEvent>> log = new RandomCoverage(seed).steps(LENGTH);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts verdicts = CoverageEvents.run(changes).run(log).recorded();
            DetectorHarness<CoverageEvent> flink =
                    new DetectorHarness<>(
                            rules -> new FeedRulesFunction(rules, List.of(new FeedStaleRule())),
                            event -> FeedRulesFunction.ONE_KEY,
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

    private static List<RuleChange> changes(long seed, List<Step<CoverageEvent>> log) {
        return RandomRules.of(
                FeedStaleCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs() - 3_500_000,
                List.of("*", "*", "coin:BTC", "account:" + RandomCoverage.ACCOUNT),
                List.of(
                        "{}",
                        "{\"gap_open_ms\":30000,\"context_silent_ms\":20000}",
                        "{\"book_silent_ms\":0}"));
    }
}

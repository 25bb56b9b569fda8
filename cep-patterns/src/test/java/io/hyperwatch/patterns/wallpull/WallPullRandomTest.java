package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.Book;
import io.hyperwatch.patterns.hosts.BookRulesFunction;
import io.hyperwatch.patterns.hosts.VanishedWallRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class WallPullRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final int BOOKS = 45;

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        int late = 0;
        int traded = 0;
        int many = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            WallLog log = new RandomWalls(seed).log(BOOKS);
            List<RuleChange> changes = changes(seed, log);
            NaiveWallPull naive = new NaiveWallPull(changes);
            naive.run(log);
            WallPullRun run = new WallPullRun(changes).run(log, new Random(seed));

            assertThat(run.alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.incidents.told());
            assertThat(run.vanished).as("vanished of stream %s", seed).hasSize(naive.vanished);
            for (Told told : naive.incidents.told()) {
                kinds.merge(told.kind(), 1, Integer::sum);
                late += told.late() ? 1 : 0;
                many += told.evidenceCount() > 3 ? 1 : 0;
            }
            traded += naive.traded;
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS / 2);
        assertThat(kinds.get(AlertKind.RESOLVE)).isEqualTo(kinds.get(AlertKind.OPEN));
        assertThat(kinds).doesNotContainKey(AlertKind.ESCALATE);
        assertThat(late).as("late alerts").isGreaterThan(STREAMS / 100);
        assertThat(traded).as("walls that were traded").isGreaterThan(STREAMS / 20);
        assertThat(many).as("alerts with trades or more than one wall").isGreaterThan(STREAMS / 20);
    }

    @Test
    void givesTheSameHoweverFastEachTopicIsRead() {
        for (long seed = 0; seed < 1_000; seed++) {
            WallLog log = new RandomWalls(seed).log(BOOKS);
            WallPullRun first = new WallPullRun(List.of()).run(log, new Random(seed));
            WallPullRun second = new WallPullRun(List.of()).run(log, new Random(-seed - 1));
            assertThat(second.vanished).as("stream %s", seed).isEqualTo(first.vanished);
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            WallLog log = new RandomWalls(seed).log(BOOKS);
            List<RuleChange> changes = changes(seed, log);
            WallPullRun run = new WallPullRun(changes).run(log, new Random(seed));
            Random random = new Random(seed);

            DetectorHarness<Book> watch =
                    new DetectorHarness<>(
                            rules -> new BookRulesFunction(rules, List.of(new WallWatchRule())),
                            Book::coin,
                            List.of(DetectorFunction.tag(WallWatchRule.WALL_SIGNALS)),
                            changes);
            watch.run(log.books, random);
            assertThat(signals(watch)).as("stream %s", seed).isEqualTo(run.signals());

            List<Step<VanishedWall>> vanished =
                    WallTradesHarness.run(
                            signals(watch), log.trades, WallPullRun.endMs(log), random);
            assertThat(vanished).as("stream %s", seed).isEqualTo(run.vanished);

            DetectorHarness<VanishedWall> pulls =
                    new DetectorHarness<>(
                            rules ->
                                    new VanishedWallRulesFunction(
                                            rules, List.of(new WallPullRule())),
                            VanishedWall::coin,
                            List.of(DetectorFunction.tag(WallPullRule.PULL_SIGNALS)),
                            changes);
            List<Step<VanishedWall>> ended = new ArrayList<>(vanished);
            ended.add(new Step<>(WallPullRun.endMs(log), null));
            pulls.run(ended, random);
            assertThat(pulls.verdicts().alerts().stream().map(AlertJson::canonical))
                    .as("stream %s", seed)
                    .containsExactlyElementsOf(
                            run.alerts().stream().map(AlertJson::canonical).toList());
            assertThat(pulls.verdicts().incidents()).isEqualTo(run.pulls.recorded().incidents());
            assertThat(pulls.others().stream().map(record -> (PullSignal) record.getValue()))
                    .containsExactlyElementsOf(run.pulls.sent(WallPullRule.PULL_SIGNALS));
        }
    }

    private static List<Step<WallSignal>> signals(DetectorHarness<Book> watch) {
        List<Step<WallSignal>> signals = new ArrayList<>();
        for (StreamRecord<?> record : watch.others()) {
            signals.add(new Step<>(record.getTimestamp(), (WallSignal) record.getValue()));
        }
        return signals;
    }

    private static List<RuleChange> changes(long seed, WallLog log) {
        return RandomRules.of(
                WallPullCore.RULE,
                new Random(seed),
                log.books.get(0).logTimeMs(),
                log.books.get(log.books.size() - 2).logTimeMs() + 1,
                List.of("*", "*", "coin:BTC", "coin:ETH"),
                List.of(
                        "{}",
                        "{\"min_wall_usd\":\"400000\",\"min_times_median\":3}",
                        "{\"max_traded_pct\":50,\"max_remaining_pct\":\"25\"}",
                        "{\"min_standing_ms\":8000,\"min_books\":4}",
                        "{\"max_book_gap_ms\":5000}",
                        "{\"max_distance_pct\":\"0.2\"}",
                        "{\"book_sig_figs\":4}"));
    }
}

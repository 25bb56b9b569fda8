package io.hyperwatch.jobs.risk;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.Trade;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.RiskReadings;
import io.hyperwatch.patterns.hosts.BookRulesFunction;
import io.hyperwatch.patterns.hosts.VanishedWallRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.state.FlinkMemoryCoOperator;
import io.hyperwatch.patterns.wallpull.LevelTrade;
import io.hyperwatch.patterns.wallpull.VanishedWall;
import io.hyperwatch.patterns.wallpull.WallLayeringPattern;
import io.hyperwatch.patterns.wallpull.WallPullRule;
import io.hyperwatch.patterns.wallpull.WallSignal;
import io.hyperwatch.patterns.wallpull.WallTradesFunction;
import io.hyperwatch.patterns.wallpull.WallWatchRule;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.List;

/**
 *
 *
 * <pre>
 * hl.books.v1 - decode - [coin] walls that stand and vanish -+- [coin] held 10 s: what was traded there
 * trades -----------------------------------------------------+             |
 *                              alerts <- [coin] wall pulled, not traded ----+
 *                                 +- pulls - CEP: wall after wall (layering) -> risk
 * </pre>
 */
final class BookRules {

    private BookRules() {}

    static void attach(RiskGraph graph, DataStream<Trade> trades) {
        DataStream<Book> books =
                graph.read(Topic.BOOKS, Book.class, RiskReadings::book, "books", Uids.BOOKS_DECODE);
        DataStream<WallSignal> walls =
                graph.judge(
                                books.keyBy(Book::coin),
                                "Walls (per coin)",
                                Uids.WALLS,
                                new BookRulesFunction(
                                        graph.ruleLog(), List.of(new WallWatchRule())))
                        .getSideOutput(DetectorFunction.tag(WallWatchRule.WALL_SIGNALS));
        DataStream<LevelTrade> levels =
                trades.map(LevelTrade::of)
                        .name("Trades at a level")
                        .uid(Uids.LEVEL_TRADES)
                        .setParallelism(trades.getParallelism());
        DataStream<VanishedWall> vanished =
                walls.connect(levels)
                        .keyBy(WallSignal::coin, LevelTrade::coin, Types.STRING)
                        .transform(
                                "Vanished walls and their trades (per coin, held)",
                                WallTradesFunction.VANISHED_TYPE,
                                FlinkMemoryCoOperator.of(new WallTradesFunction()))
                        .uid(Uids.WALL_TRADES);
        SingleOutputStreamOperator<Alert> pulled =
                graph.judge(
                        vanished.keyBy(VanishedWall::coin),
                        "Book rules (per coin)",
                        Uids.BOOK_RULES,
                        new VanishedWallRulesFunction(
                                graph.ruleLog(), List.of(new WallPullRule())));
        graph.raises(
                WallLayeringPattern.follow(
                                pulled.getSideOutput(
                                        DetectorFunction.tag(WallPullRule.PULL_SIGNALS)))
                        .name("Layering (CEP)")
                        .uid(Uids.LAYERING),
                WallLayeringPattern.LATE);
    }
}

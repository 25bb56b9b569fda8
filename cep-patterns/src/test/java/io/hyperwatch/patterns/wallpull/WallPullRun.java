package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.Book;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;
import io.hyperwatch.rules.RuleChange;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The whole rule in plain memory, for one coin: books, then their signals with the trades, each log
 * read as fast as chance wants it, then what vanished.
 */
final class WallPullRun {

    final RuleRun<Book, WallPullParameters> watch;
    final RuleRun<VanishedWall, WallPullParameters> pulls;
    final List<Step<VanishedWall>> vanished = new ArrayList<>();
    final HeapTable<String, KeptTrade> kept = new HeapTable<>();

    private final WallTrades trades = new WallTrades(new HeapCell<>(), new HeapCell<>(), kept);

    WallPullRun(List<RuleChange> changes) {
        watch =
                new RuleRun<>(
                        new WallWatchRule(),
                        book -> new RecordScope(book.coin(), null, book.timeMs()),
                        changes);
        pulls =
                new RuleRun<>(
                        new WallPullRule(),
                        wall -> new RecordScope(wall.coin(), null, wall.judgedAtMs()),
                        changes);
    }

    static WallPullRun of(WallLog log) {
        return new WallPullRun(List.of()).run(log, new Random(1));
    }

    WallPullRun run(WallLog log, Random random) {
        watch.run(log.books);
        join(signals(), log.trades, endMs(log), random);
        pulls.run(vanished).run(List.of(new Step<>(endMs(log), null)));
        return this;
    }

    List<Alert> alerts() {
        return pulls.recorded().alerts();
    }

    List<Step<WallSignal>> signals() {
        return watch.sent(WallWatchRule.WALL_SIGNALS).stream()
                .map(signal -> new Step<>(signal.logTimeMs(), signal))
                .toList();
    }

    static long endMs(WallLog log) {
        return Math.min(
                log.books.get(log.books.size() - 1).logTimeMs(),
                log.trades.get(log.trades.size() - 1).logTimeMs());
    }

    private void join(
            List<Step<WallSignal>> signals,
            List<Step<LevelTrade>> traded,
            long endMs,
            Random random) {
        int signal = 0;
        int trade = 0;
        long watermarkMs = Long.MIN_VALUE;
        boolean signalsAhead = random.nextBoolean();
        while (signal < signals.size() || trade < traded.size()) {
            if (random.nextInt(10) == 0) {
                signalsAhead = !signalsAhead;
            }
            if (trade == traded.size() || signal < signals.size() && signalsAhead) {
                trades.onSignal(signals.get(signal++).input());
            } else {
                Step<LevelTrade> next = traded.get(trade++);
                if (next.input() != null) {
                    trades.onTrade(next.input(), next.logTimeMs(), watermarkMs);
                }
            }
            if (random.nextInt(3) > 0) {
                long comesMs =
                        Math.min(
                                signal == signals.size() ? endMs : signals.get(signal).logTimeMs(),
                                trade == traded.size() ? endMs : traded.get(trade).logTimeMs());
                watermarkMs = Math.max(watermarkMs, comesMs - 1);
                fire(watermarkMs);
            }
        }
        fire(endMs);
    }

    private void fire(long watermarkMs) {
        while (trades.nextDeadlineMs() <= watermarkMs) {
            long dueMs = trades.nextDeadlineMs();
            trades.advance(dueMs).forEach(wall -> vanished.add(new Step<>(dueMs, wall)));
        }
    }
}

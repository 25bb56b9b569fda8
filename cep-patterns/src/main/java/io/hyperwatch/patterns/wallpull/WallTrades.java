package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds for each vanished wall of a coin what traded of it. Books and trades are two topics without
 * a common order, so a vanished wall waits until log time has passed its event time by the hold in
 * both; what came by then counts, however fast each topic is read.
 *
 * <p>Trades do not wait. Only those that take from a wall at its price matter, and a wall stands
 * for 5 s before it can be pulled: a trade counts for a wall if it happened at least 3 s after the
 * log time at which the wall was seen. So once log time has come that far in both topics, as it has
 * when a trade comes in live operation, it is known whether anybody will ask for the trade, and it
 * is thrown away after one look at the walls of its coin. Where the trades are read far ahead of
 * the books it is kept until that is known.
 *
 * <p>A vanished wall counts the trades after its anchor up to the book in which it is gone. State:
 * the walls that are followed or wait (mostly none, at most 32 and those of 10 s), and 15 minutes
 * of trades at their prices, because a book may be up to 10 minutes late.
 */
public final class WallTrades {

    /** The 5 s a wall stands, less what its first book and the ticks are behind. */
    static final long WATCHED_AFTER_MS = 3_000;

    /** 10 minutes for late books, 2 for the longest way from anchor to gone, the hold. */
    static final long KEPT_MS = 900_000;

    private static final long CLEAN_UP_EVERY_MS = 60_000;

    private static final Comparator<WatchedWall> BY_DUE =
            Comparator.comparingLong(WatchedWall::dueMs)
                    .thenComparingLong(wall -> wall.signal().end().timeMs());
    private static final Comparator<KeptTrade> BY_TIME =
            Comparator.comparingLong(KeptTrade::timeMs).thenComparingLong(KeptTrade::tid);

    private final Cell<WallPrices> prices;
    private final Cell<WallWatch> watch;
    private final Table<String, KeptTrade> trades;

    public WallTrades(
            Cell<WallPrices> prices, Cell<WallWatch> watch, Table<String, KeptTrade> trades) {
        this.prices = prices;
        this.watch = watch;
        this.trades = trades;
    }

    public void onSignal(WallSignal signal) {
        List<WatchedWall> walls = new ArrayList<>(watch().walls());
        walls.removeIf(one -> one.signal().wallId().equals(signal.wallId()));
        if (signal.step() == WallStep.SEEN) {
            walls.add(new WatchedWall(signal, Detector.NEVER));
        } else if (signal.step() == WallStep.VANISHED) {
            long dueMs = Math.max(signal.end().timeMs() + HoldQueue.HOLD_MS, signal.logTimeMs());
            walls.add(new WatchedWall(signal, dueMs));
        }
        keep(walls);
    }

    /**
     * @param logTimeMs of the trade in its topic
     * @param readToMs up to this log time all signals have been seen
     * @return whether {@link #nextDeadlineMs} may have changed
     */
    public boolean onTrade(LevelTrade trade, long logTimeMs, long readToMs) {
        WallPrices now = prices();
        boolean decided = readToMs >= trade.timeMs() - WATCHED_AFTER_MS;
        if (trade.timeMs() < logTimeMs - KEPT_MS
                || decided && !now.wants(trade.side(), trade.price())) {
            return false;
        }
        boolean onTime = logTimeMs <= trade.timeMs() + HoldQueue.HOLD_MS;
        String identity = trade.identity();
        if (onTime || trades.get(identity) == null) {
            trades.put(
                    identity,
                    new KeptTrade(
                            trade.side(),
                            trade.price(),
                            trade.size(),
                            trade.timeMs(),
                            trade.tid(),
                            onTime ? 0 : logTimeMs));
        }
        if (now.cleanUpAtMs() != Detector.NEVER) {
            return false;
        }
        keep(now.cleanedUpAt(nextCleanUpMs(logTimeMs)));
        return true;
    }

    /**
     * The walls whose time has come, in the order in which they are judged.
     *
     * @param timeMs log time that has come in both topics
     */
    public List<VanishedWall> advance(long timeMs) {
        List<WatchedWall> before = watch().walls();
        List<VanishedWall> found =
                before.stream()
                        .filter(one -> one.dueMs() <= timeMs)
                        .sorted(BY_DUE)
                        .map(this::withTrades)
                        .toList();
        if (!found.isEmpty()) {
            keep(before.stream().filter(one -> one.dueMs() > timeMs).toList());
        }
        if (prices().cleanUpAtMs() <= timeMs) {
            keep(prices().cleanedUpAt(cleanUp(timeMs)));
        }
        return found;
    }

    /** {@link Detector#NEVER} when none. */
    public long nextDeadlineMs() {
        return Math.min(prices().cleanUpAtMs(), watch().nextDueMs());
    }

    private VanishedWall withTrades(WatchedWall vanished) {
        Wall wall = vanished.signal().wall();
        long goneMs = vanished.signal().end().timeMs();
        BigDecimal size = BigDecimal.ZERO;
        List<KeptTrade> counted = new ArrayList<>();
        for (Map.Entry<String, KeptTrade> entry : trades.entries()) {
            KeptTrade trade = entry.getValue();
            if (trade.timeMs() > wall.anchorMs()
                    && trade.timeMs() <= goneMs
                    && trade.timeMs() >= wall.seenMs() + WATCHED_AFTER_MS
                    && trade.cameMs() <= vanished.dueMs()
                    && wall.at().isHitBy(trade.side(), trade.price())) {
                size = size.add(trade.size());
                counted.add(trade);
            }
        }
        counted.sort(BY_TIME);
        int shown = Math.min(counted.size(), VanishedWall.TRADES_SHOWN);
        return new VanishedWall(
                vanished.signal(),
                size,
                counted.size(),
                new ArrayList<>(counted.subList(0, shown)));
    }

    /** When to look again. */
    private long cleanUp(long timeMs) {
        WallPrices now = prices();
        boolean left = false;
        List<String> unneeded = new ArrayList<>();
        for (Map.Entry<String, KeptTrade> entry : trades.entries()) {
            KeptTrade trade = entry.getValue();
            boolean decided = trade.timeMs() - WATCHED_AFTER_MS <= timeMs;
            if (trade.timeMs() < timeMs - KEPT_MS
                    || decided && !now.wants(trade.side(), trade.price())) {
                unneeded.add(entry.getKey());
            } else {
                left = true;
            }
        }
        unneeded.forEach(trades::remove);
        return left ? nextCleanUpMs(timeMs) : Detector.NEVER;
    }

    private static long nextCleanUpMs(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }

    private WallWatch watch() {
        WallWatch now = watch.get();
        return now == null ? WallWatch.NONE : now;
    }

    private WallPrices prices() {
        WallPrices now = prices.get();
        return now == null ? WallPrices.NONE : now;
    }

    private void keep(List<WatchedWall> walls) {
        watch.set(walls.isEmpty() ? null : new WallWatch(walls));
        List<WallPrice> wanted =
                walls.stream().map(one -> one.signal().wall().at()).distinct().toList();
        keep(new WallPrices(wanted, prices().cleanUpAtMs()));
    }

    private void keep(WallPrices now) {
        prices.set(now.equals(WallPrices.NONE) ? null : now);
    }
}

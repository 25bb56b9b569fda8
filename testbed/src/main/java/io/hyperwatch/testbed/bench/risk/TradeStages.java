package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.burst.BurstCore;
import io.hyperwatch.patterns.burst.BurstRule;
import io.hyperwatch.patterns.burst.TrackingDeskRule;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.largetrade.LargeTradeRule;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;
import io.hyperwatch.patterns.trades.TakerOrderCore;
import io.hyperwatch.patterns.wallpull.LevelTrade;
import io.hyperwatch.patterns.wallpull.VanishedWall;
import io.hyperwatch.patterns.wallpull.WallPullRule;
import io.hyperwatch.patterns.wallpull.WallSignal;
import io.hyperwatch.patterns.wallpull.WallTrades;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trades: taker orders, bursts that look like liquidations, what was traded of a wall. */
final class TradeStages {

    private final StateCount count;
    private final Map<String, TakerOrderCore> orders = new HashMap<>();
    private final Map<String, WallTrades> walls = new HashMap<>();
    private final Deadlines wallDeadlines = new Deadlines(this::wallsDue);
    private final HeapHost<TakerOrder> takerOrders;
    private final HeapHost<Trade> bursts;
    private final HeapHost<LiquidationFill> desk;
    private final HeapHost<VanishedWall> vanished;
    private long wallTimeMs = Long.MIN_VALUE;

    TradeStages(Verdicts verdicts, StateCount count, LiquidationStages liquidations) {
        this.count = count;
        takerOrders =
                new HeapHost<>(
                        "taker-orders",
                        List.of(new LargeTradeRule()),
                        order -> new RecordScope(order.coin(), order.taker(), order.timeMs()),
                        null,
                        verdicts,
                        count);
        bursts =
                new HeapHost<>(
                        "bursts",
                        List.of(new BurstRule()),
                        trade -> new RecordScope(trade.coin(), trade.taker(), trade.timeMs()),
                        null,
                        verdicts,
                        count);
        desk =
                new HeapHost<>(
                        "tracking-desk",
                        List.of(new TrackingDeskRule()),
                        LiquidationStages::scope,
                        LiquidationFill::identity,
                        verdicts,
                        count);
        vanished =
                new HeapHost<>(
                        "vanished-walls",
                        List.of(new WallPullRule()),
                        wall -> new RecordScope(wall.coin(), null, wall.judgedAtMs()),
                        null,
                        verdicts,
                        count);
        bursts.on(
                BurstRule.INFERRED,
                (fill, logTimeMs) -> {
                    desk.record(TrackingDeskRule.ONE_KEY, fill, logTimeMs);
                    liquidations.ofAnyGrade(fill, logTimeMs);
                });
    }

    /**
     * @param trade null for a control record
     */
    void take(Trade trade, long logTimeMs) {
        if (trade == null) {
            return;
        }
        String coin = trade.coin();
        orders.computeIfAbsent(coin, none -> takerOrderCore())
                .onTrade(
                        trade,
                        logTimeMs,
                        order -> takerOrders.record(order.coin(), order, logTimeMs));
        if (BurstCore.concerns(trade)) {
            bursts.record(coin, trade, logTimeMs);
        }
        WallTrades ofCoin = walls.computeIfAbsent(coin, none -> wallTrades());
        if (ofCoin.onTrade(LevelTrade.of(trade), logTimeMs, wallTimeMs)) {
            wallDeadlines.arm(coin, ofCoin.nextDeadlineMs(), Long.MIN_VALUE);
        }
    }

    void wall(WallSignal signal) {
        WallTrades ofCoin = walls.computeIfAbsent(signal.coin(), none -> wallTrades());
        ofCoin.onSignal(signal);
        wallDeadlines.arm(signal.coin(), ofCoin.nextDeadlineMs(), Long.MIN_VALUE);
    }

    /** Time has come so far in the trades. */
    void advance(long timeMs) {
        takerOrders.advance(timeMs);
        bursts.advance(timeMs);
        desk.advance(timeMs);
    }

    /** Time has come so far in the trades and the books. */
    void advanceWalls(long timeMs) {
        wallTimeMs = timeMs;
        wallDeadlines.advance(timeMs);
        vanished.advance(timeMs);
    }

    private void wallsDue(String coin, long timeMs) {
        WallTrades ofCoin = walls.get(coin);
        ofCoin.advance(timeMs).forEach(wall -> vanished.record(wall.coin(), wall, timeMs));
        wallDeadlines.arm(coin, ofCoin.nextDeadlineMs(), timeMs);
    }

    private TakerOrderCore takerOrderCore() {
        return new TakerOrderCore(
                count.watch("taker-orders.seen-trades", new HeapTable<>()),
                new HeapCell<>(),
                count.watch("taker-orders.growing-orders", new HeapTable<>()),
                new HeapCell<>(),
                new HeapCell<>());
    }

    private WallTrades wallTrades() {
        return new WallTrades(
                new HeapCell<>(),
                new HeapCell<>(),
                count.watch("vanished-walls.trades", new HeapTable<>()));
    }
}

package io.hyperwatch.testbed.replay;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Forced fills: liquidations seen from one side, from both or in a snapshot, at the market or by
 * the backstop, one after the other of one account, and auto-deleveragings.
 */
final class RandomLiquidations {

    private static final String COUNTERPARTY = RandomWorld.account(80);

    private final RandomWorld world;

    RandomLiquidations(RandomWorld world) {
        this.world = world;
    }

    void begin() {
        world.script.every(300, 3_500, this::single);
        world.script.every(10_000, 25_000, this::oneAccount);
        world.script.every(15_000, 40_000, this::large);
        world.script.every(4_000, 15_000, this::deleveragings);
        world.script.every(20_000, 60_000, this::snapshot);
        world.script.every(3_000, 9_000, this::ordinary);
    }

    /** A burst was one: its fills come from either side, of the same trades. */
    void confirm(Trade trade) {
        both(
                trade.taker(),
                trade.coin(),
                trade.price(),
                trade.size(),
                trade.timeMs(),
                trade.tid(),
                mark(trade.taker(), LiquidationMethod.MARKET));
    }

    /** An account's position is liquidated in some fills. */
    void run(String account, String coin, int usd, int fills) {
        LiquidationMethod method =
                world.oneIn(4) ? LiquidationMethod.BACKSTOP : LiquidationMethod.MARKET;
        LiquidationMark mark = mark(account, method);
        for (int i = 0; i < fills; i++) {
            world.script.in(
                    i * (long) world.between(0, 3_000),
                    () ->
                            both(
                                    account,
                                    coin,
                                    RandomWorld.decimal(world.between(97, 103)),
                                    world.worth(usd / fills),
                                    world.eventTime(),
                                    world.tid(),
                                    mark));
        }
    }

    private void single() {
        if (world.wild()) {
            run(RandomWorld.account(world.random.nextInt(5)), world.coin(), usd(5, 250), 1);
        }
    }

    private void oneAccount() {
        String account = RandomWorld.account(5 + world.random.nextInt(4));
        for (int i = world.between(3, 5); i > 0; i--) {
            world.script.in(
                    i * (long) world.between(4_000, 9_000),
                    () -> run(account, world.coin(), usd(150, 500), 2));
        }
    }

    private void large() {
        run(RandomWorld.account(10), world.coin(), usd(450, 3_000), world.between(2, 6));
    }

    private void deleveragings() {
        if (!world.wild()) {
            return;
        }
        String coin = world.coin();
        long time = world.eventTime();
        for (int i = world.between(1, 4); i > 0; i--) {
            BigDecimal size = world.worth(usd(5, 60));
            long tid = world.tid();
            String user = RandomWorld.account(50 + world.random.nextInt(5));
            LiquidationMark mark =
                    world.oneIn(3)
                            ? mark(RandomWorld.account(world.random.nextInt(5)), null)
                            : null;
            Fill fill = fill(user, coin, Side.B, RandomWorld.decimal(98), size, time, tid, mark);
            world.log.send(Topic.FILLS, user, time, deleveraged(fill));
        }
    }

    /** What an account did before it was subscribed; its last fills may be seconds old. */
    private void snapshot() {
        String user = RandomWorld.account(11 + world.random.nextInt(3));
        LiquidationMark mark = mark(user, LiquidationMethod.MARKET);
        String coin = world.coin();
        long time = world.now();
        List<Fill> fills = new ArrayList<>();
        for (int i = world.between(1, 6); i > 0; i--) {
            time -= world.between(1_000, 400_000);
            fills.add(
                    fill(
                            user,
                            coin,
                            Side.A,
                            RandomWorld.decimal(99),
                            world.worth(usd(50, 400)),
                            time,
                            world.tid(),
                            mark));
        }
        world.log.snapshot(Topic.FILLS, user, time, fills);
    }

    private void ordinary() {
        String user = RandomWorld.account(world.random.nextInt(20));
        long time = world.eventTime();
        BigDecimal price = RandomWorld.decimal(world.oneIn(20) ? 0 : 100);
        BigDecimal size = world.worth(5_000);
        Fill fill = fill(user, world.coin(), Side.B, price, size, time, world.tid(), null);
        world.log.send(Topic.FILLS, user, time, fill);
    }

    private void both(
            String account,
            String coin,
            BigDecimal price,
            BigDecimal size,
            long time,
            long tid,
            LiquidationMark mark) {
        boolean two = world.oneIn(2);
        if (two || world.oneIn(2)) {
            Fill fill = fill(account, coin, Side.A, price, size, time, tid, mark);
            world.log.send(Topic.FILLS, account, time, fill);
            if (!two) {
                return;
            }
        }
        LiquidationMark seen = world.oneIn(30) ? mark(RandomWorld.account(3), mark.method()) : mark;
        Fill other = fill(COUNTERPARTY, coin, Side.B, price, size, time, tid, seen);
        world.script.in(
                world.random.nextInt(1_500),
                () -> world.log.send(Topic.FILLS, COUNTERPARTY, time, other));
    }

    private LiquidationMark mark(String account, LiquidationMethod method) {
        return new LiquidationMark(
                world.oneIn(40) ? null : account, RandomWorld.decimal(99), method, world.oneIn(20));
    }

    private int usd(int minThousand, int maxThousand) {
        return world.between(minThousand, maxThousand) * 1_000;
    }

    private static Fill deleveraged(Fill fill) {
        return new Fill(
                fill.user(),
                fill.coin(),
                fill.side(),
                fill.price(),
                fill.size(),
                fill.timeMs(),
                fill.startPosition(),
                Fill.AUTO_DELEVERAGING,
                fill.closedPnl(),
                fill.hash(),
                fill.oid(),
                fill.crossed(),
                fill.fee(),
                fill.feeToken(),
                fill.tid(),
                fill.twapId(),
                fill.liquidation(),
                null);
    }

    private Fill fill(
            String user,
            String coin,
            Side side,
            BigDecimal price,
            BigDecimal size,
            long time,
            long tid,
            LiquidationMark mark) {
        return new Fill(
                user,
                coin,
                side,
                price,
                size,
                time,
                size,
                mark == null && world.oneIn(30) ? "Liquidated Cross Long" : "Close Long",
                RandomWorld.decimal(-5),
                RandomWorld.hash(tid),
                tid,
                side == Side.A,
                RandomWorld.decimal(0),
                "USDC",
                tid,
                null,
                mark,
                null);
    }
}

package io.hyperwatch.testbed.replay;

import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders in several trades and frames, some large; bursts of one taker that look like a
 * liquidation, of which some turn out to be one.
 */
final class RandomTrades {

    private final RandomWorld world;
    private final RandomLiquidations liquidations;

    RandomTrades(RandomWorld world, RandomLiquidations liquidations) {
        this.world = world;
        this.liquidations = liquidations;
    }

    void begin() {
        world.script.every(200, 1_800, this::order);
        world.script.every(5_000, 14_000, this::burst);
    }

    /** A taker takes from one level. */
    void take(String coin, boolean bids, BigDecimal price, BigDecimal size) {
        long time = world.eventTime();
        world.log.send(
                Topic.TRADES,
                coin,
                time,
                trade(coin, bids ? Side.A : Side.B, price, size, time, hash(), taker(3)));
    }

    private void order() {
        String coin = world.coin();
        long time = world.eventTime();
        Side side = world.oneIn(2) ? Side.A : Side.B;
        String hash = world.oneIn(10) ? RandomWorld.hash(-1) : hash();
        String taker = world.oneIn(15) ? null : taker(12);
        int frames = world.oneIn(4) ? 2 : 1;
        for (int i = 0; i < frames; i++) {
            List<Trade> trades = new ArrayList<>();
            for (int j = world.between(1, 3); j > 0; j--) {
                int usd = world.oneIn(8) ? 1_000_000 : world.between(100, 400_000);
                trades.add(
                        trade(coin, side, world.price(coin), world.worth(usd), time, hash, taker));
            }
            world.script.in(i * 300L, () -> world.log.frame(Topic.TRADES, coin, time, trades));
        }
    }

    private void burst() {
        String coin = world.coin();
        String taker = taker(4);
        boolean twoSteps = world.oneIn(3);
        boolean liquidated = world.oneIn(2);
        int usd = world.between(120, 900) * 1_000;
        String hash = hash();
        int steps = twoSteps ? 2 : world.between(2, 5);
        for (int i = 0; i < steps; i++) {
            int part = twoSteps ? (i == 0 ? usd / 5 : usd / 5 * 4) : usd / steps;
            BigDecimal price = RandomWorld.decimal(twoSteps ? 100 : 100 - i * 0.2);
            world.script.in(
                    i * (long) world.between(0, 2_000),
                    () -> {
                        long time = world.now() - world.random.nextInt(400);
                        Trade trade =
                                trade(coin, Side.A, price, world.worth(part), time, hash, taker);
                        world.log.send(Topic.TRADES, coin, time, trade);
                        if (liquidated) {
                            world.script.in(
                                    world.between(0, 14_000), () -> liquidations.confirm(trade));
                        }
                    });
        }
    }

    private Trade trade(
            String coin,
            Side side,
            BigDecimal price,
            BigDecimal size,
            long time,
            String hash,
            String taker) {
        String maker = taker == null ? null : RandomWorld.account(90);
        return new Trade(
                coin,
                side,
                price,
                size,
                time,
                hash,
                world.tid(),
                side == Side.B ? taker : maker,
                side == Side.B ? maker : taker,
                null);
    }

    private String taker(int of) {
        return RandomWorld.account(20 + world.random.nextInt(of));
    }

    private String hash() {
        return RandomWorld.hash(world.tid());
    }
}

package io.hyperwatch.testbed.virtual;

import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.testbed.exchange.AutoDeleveraging;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.exchange.Liquidation;
import io.hyperwatch.testbed.exchange.Market;
import io.hyperwatch.testbed.exchange.Slice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What happens to accounts besides trading. */
final class RandomAccounts {

    private static final int TRIES = 20;
    private static final int MOST_ORDERS = 300;

    /** Of a large position the exchange closes so much at first. */
    private static final BigDecimal FIRST_PART = new BigDecimal("0.2");

    private final RandomMarket source;
    private final Market market;
    private final RandomGenerator random;
    private final List<Placed> placed = new ArrayList<>();

    private record Placed(String user, long oid) {}

    private record Held(String user, RandomMarket.CoinWalk coin, BigDecimal size) {

        PositionSide side() {
            return size.signum() > 0 ? PositionSide.LONG : PositionSide.SHORT;
        }
    }

    RandomAccounts(RandomMarket source, Market market, RandomGenerator random) {
        this.source = source;
        this.market = market;
        this.random = random;
    }

    /** Mostly in the market; one in ten goes to the backstop, and half of those on to an ADL. */
    void liquidate() {
        Held held = anyPosition(null);
        if (held == null) {
            return;
        }
        boolean backstop = random.nextInt(10) == 0;
        market.liquidate(
                new Liquidation(
                        held.user(),
                        held.coin().instrument().coin(),
                        held.side(),
                        slices(held, backstop),
                        backstop ? LiquidationMethod.BACKSTOP : LiquidationMethod.MARKET));
        if (backstop && random.nextBoolean()) {
            deleverage(held.coin());
        }
    }

    private List<Slice> slices(Held held, boolean backstop) {
        BigDecimal price = held.size().signum() > 0 ? held.coin().bid() : held.coin().ask();
        BigDecimal left = held.size().abs();
        List<Slice> slices = new ArrayList<>();
        if (!backstop && random.nextBoolean()) {
            BigDecimal step = BigDecimal.ONE.movePointLeft(held.coin().instrument().szDecimals());
            BigDecimal part = held.coin().instrument().roundSize(left.multiply(FIRST_PART));
            if (left.subtract(part).compareTo(step) >= 0) {
                slices.add(new Slice(price, part, source.makerFor(held.user())));
                left = left.subtract(part);
            }
        }
        String maker = backstop ? HlpVault.LIQUIDATOR : source.makerFor(held.user());
        slices.add(new Slice(price, left, maker));
        return slices;
    }

    private void deleverage(RandomMarket.CoinWalk coin) {
        String name = coin.instrument().coin();
        BigDecimal inDefault = market.position(HlpVault.LIQUIDATOR, name);
        for (int i = 0; i < TRIES; i++) {
            Held held = anyPosition(coin);
            if (held != null && held.size().signum() == -inDefault.signum()) {
                market.autoDeleverage(
                        new AutoDeleveraging(
                                HlpVault.LIQUIDATOR,
                                held.user(),
                                name,
                                held.side(),
                                held.size().abs().min(inDefault.abs()),
                                coin.bid()));
                return;
            }
        }
    }

    /**
     * @param coin null for any
     */
    private Held anyPosition(RandomMarket.CoinWalk coin) {
        for (int i = 0; i < TRIES; i++) {
            RandomMarket.CoinWalk tried = coin == null ? source.anyCoin() : coin;
            String user = source.anyAccount();
            BigDecimal size = market.position(user, tried.instrument().coin());
            if (size.signum() != 0 && tried.instrument().isPerp()) {
                return new Held(user, tried, size);
            }
        }
        return null;
    }

    /** Half are placed, the others cancelled or traded away. */
    void changeOrder() {
        if (placed.isEmpty() || placed.size() < MOST_ORDERS && random.nextBoolean()) {
            RandomMarket.CoinWalk coin = source.anyCoin();
            Side side = random.nextBoolean() ? Side.B : Side.A;
            BigDecimal price = side == Side.B ? coin.bid() : coin.ask();
            String user = source.anyAccount();
            String name = coin.instrument().coin();
            long oid = market.placeOrder(user, name, side, price, coin.size(random));
            placed.add(new Placed(user, oid));
            return;
        }
        Placed order = placed.remove(random.nextInt(placed.size()));
        if (!market.hasOrder(order.user(), order.oid())) {
            // A liquidation has cancelled it.
            return;
        }
        if (random.nextBoolean()) {
            market.cancelOrder(order.user(), order.oid());
        } else {
            market.fillOrder(order.user(), order.oid(), source.makerFor(order.user()));
        }
    }

    void moveMoney() {
        String user = source.anyAccount();
        BigDecimal usd = BigDecimal.valueOf(random.nextLong(1_000_000, 100_000_000_000L), 6);
        switch (random.nextInt(4)) {
            case 0 -> market.withdraw(user, usd);
            case 1 -> market.transfer(user, source.makerFor(user), usd);
            default -> market.deposit(user, usd);
        }
    }
}

package io.hyperwatch.testbed.replay;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prices that leave and rejoin their oracle and the outside venues, are pushed and come back, and
 * funding rates that become extreme.
 */
final class RandomPrices {

    private static final BigDecimal TICK = new BigDecimal("0.01");
    private static final BigDecimal CALM_RATE = new BigDecimal("0.0000125");
    private static final List<BigDecimal> RATES =
            List.of(
                    new BigDecimal("0.012"),
                    new BigDecimal("-0.0151"),
                    new BigDecimal("0.01"),
                    new BigDecimal("0.0100001"),
                    new BigDecimal("0.009"));
    private static final List<String> VENUES = List.of("binance", "coinbase", "kraken");

    private final RandomWorld world;
    private final Map<String, BigDecimal> rates = new HashMap<>();

    RandomPrices(RandomWorld world) {
        this.world = world;
    }

    void begin() {
        for (String coin : RandomWorld.COINS) {
            world.script.every(100, 1_500, () -> bbo(coin));
            world.script.every(400, 1_600, () -> context(coin));
        }
        for (String coin : RandomWorld.COINS.subList(0, 3)) {
            world.script.every(300, 3_000, () -> reference(coin));
        }
        world.script.every(1_500, 4_000, this::mids);
        world.script.every(12_000, 30_000, this::push);
        world.script.every(10_000, 30_000, this::fundingSpell);
    }

    private void bbo(String coin) {
        walk(coin);
        BigDecimal mid = world.price(coin);
        BigDecimal half = world.oneIn(40) ? BigDecimal.ONE : TICK;
        long time = world.eventTime();
        world.log.send(
                Topic.PRICES,
                coin,
                time,
                Price.bbo(
                        coin,
                        time,
                        world.oneIn(50) ? null : mid.subtract(half),
                        BigDecimal.ONE,
                        world.oneIn(80) ? null : mid.add(half),
                        BigDecimal.TEN,
                        null));
    }

    private void walk(String coin) {
        if (world.wild()) {
            world.calm(coin, 0.97);
            world.move(coin, world.random.nextGaussian() * 0.002);
        } else {
            world.calm(coin, 0.8);
        }
    }

    /** Stamped at receipt. */
    private void context(String coin) {
        BigDecimal oracle =
                RandomWorld.decimal(100 + (world.wild() ? world.between(0, 4) / 10.0 : 0));
        int volume = world.oneIn(2) ? 10_000_000 : 9_999_999;
        world.log.send(
                Topic.PRICES,
                coin,
                world.now(),
                new Price(
                        PriceKind.CONTEXT,
                        coin,
                        world.now(),
                        null,
                        null,
                        null,
                        null,
                        world.oneIn(20) ? null : world.price(coin),
                        world.oneIn(15) ? world.price(coin) : oracle,
                        world.oneIn(60) ? null : oracle,
                        world.oneIn(30) ? null : rates.getOrDefault(coin, CALM_RATE),
                        new BigDecimal("1000.5"),
                        oracle,
                        BigDecimal.valueOf(volume),
                        null,
                        null,
                        null));
    }

    private void mids() {
        for (String coin : RandomWorld.COINS) {
            if (!world.oneIn(3)) {
                world.log.send(
                        Topic.PRICES,
                        coin,
                        world.now(),
                        Price.mid(coin, world.now(), world.price(coin), null));
            }
        }
    }

    private void reference(String coin) {
        double away = world.wild() ? world.random.nextGaussian() * 0.4 : 0;
        world.log.send(
                Topic.PRICES,
                coin,
                world.now(),
                Price.reference(
                        coin,
                        world.now(),
                        RandomWorld.decimal(100 + away),
                        world.oneOf(VENUES),
                        null));
    }

    /** By 4 to 7 %, and back some seconds later. */
    private void push() {
        String coin = world.coin();
        double share = (world.oneIn(2) ? 1 : -1) * world.between(40, 70) / 1_000.0;
        world.move(coin, share);
        world.script.in(world.between(5_000, 25_000), () -> world.move(coin, -share));
    }

    private void fundingSpell() {
        String coin = world.coin();
        rates.put(coin, world.oneOf(RATES));
        world.script.in(world.between(5_000, 30_000), () -> rates.remove(coin));
    }
}

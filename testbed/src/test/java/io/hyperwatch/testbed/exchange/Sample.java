package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Accounts, settings and orders of the tests. */
final class Sample {

    static final String ALICE = address('a');
    static final String BOB = address('b');
    static final String CAROL = address('c');

    private Sample() {}

    static String address(char digit) {
        return "0x" + String.valueOf(digit).repeat(40);
    }

    /** Pushes nothing by itself. */
    static SimulatorSettings settings() {
        return SimulatorSettings.defaults(InstantSource.system())
                .withCadence(Cadence.onDemand())
                .withLimits(Limits.documented().withSilence(Duration.ofMinutes(5)));
    }

    static BigDecimal usd(String text) {
        return new BigDecimal(text);
    }

    static void trade(ExchangeSimulator exchange, Side side, String price, String size) {
        exchange.market().trade("BTC", side, usd(price), usd(size), ALICE, BOB);
    }

    static Liquidation longLiquidation(String victim, String maker, String... sizes) {
        return new Liquidation(
                victim,
                "BTC",
                PositionSide.LONG,
                List.of(sizes).stream()
                        .map(size -> new Slice(usd("66000.0"), usd(size), maker))
                        .toList(),
                LiquidationMethod.MARKET);
    }
}

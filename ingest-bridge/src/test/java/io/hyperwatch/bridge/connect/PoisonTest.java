package io.hyperwatch.bridge.connect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Subscriptions over which the exchange closes the socket without a word. */
class PoisonTest {

    private static final List<String> MARKET_TYPES =
            List.of("trades", "activeAssetCtx", "bbo", "l2Book");

    private final StreamLog log = new StreamLog();

    private static List<ConnectionPlan> plan(List<String> coins) {
        List<Subscription> market = new ArrayList<>();
        market.add(Subscription.allMids(null));
        for (String type : MARKET_TYPES) {
            coins.forEach(coin -> market.add(Subscription.ofCoin(type, coin)));
        }
        List<Subscription> standby =
                coins.stream().map(coin -> Subscription.ofCoin("trades", coin)).toList();
        return List.of(
                new ConnectionPlan("market", market), new ConnectionPlan("standby", standby));
    }

    private static FleetStatus.OfConnection of(Connections fleet, int index) {
        return fleet.status().connections().get(index);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aWrongCoinIsIsolatedWithinAMinuteAndTheOtherCopyStands(long seed) {
        FakeExchange exchange = new FakeExchange(new Random(seed), ExchangeLimits.PUBLISHED);
        Connections fleet = exchange.fleet(log, true);
        exchange.poison.add("NOPE");
        fleet.plan(plan(List.of("BTC", "ETH", "NOPE", "SOL", "HYPE", "AVAX", "ARB", "OP")));
        runWithOneStanding(exchange, fleet);

        assertThat(of(fleet, 0).pending())
                .containsExactly("trades:NOPE", "activeAssetCtx:NOPE", "bbo:NOPE", "l2Book:NOPE");
        assertThat(of(fleet, 0).confirmed()).hasSize(29);
        assertThat(of(fleet, 1).pending()).containsExactly("trades:NOPE");
        assertThat(log.refused)
                .containsExactlyInAnyOrder(
                        "trades:NOPE", "activeAssetCtx:NOPE", "bbo:NOPE", "l2Book:NOPE");
        assertThat(log.lostBy)
                .satisfiesAnyOf(
                        lost -> assertThat(lost).doesNotContainKey(1),
                        lost -> assertThat(lost).doesNotContainKey(2));
        // The bulk, then the culprit alone, twice.
        assertThat(log.lostBy).hasSize(3);
        assertThat(exchange.violations).isEmpty();
    }

    /** Whichever asks first falls; once both have been open the other always stands. */
    private static void runWithOneStanding(FakeExchange exchange, Connections fleet) {
        while (fleet.status().connections().stream().filter(c -> c.open()).count() < 2) {
            exchange.run(Duration.ofMillis(1));
        }
        for (int i = 0; i < 60 * 50; i++) {
            exchange.run(Duration.ofMillis(20));
            assertThat(exchange.open()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void severalWrongNamesAreAllFound(long seed) {
        FakeExchange exchange = new FakeExchange(new Random(seed), ExchangeLimits.PUBLISHED);
        Connections fleet = exchange.fleet(log, true);
        exchange.poison.addAll(List.of("NOPE", "btc", "l2Book:SOL"));
        fleet.plan(plan(List.of("BTC", "NOPE", "btc", "SOL")));
        runWithOneStanding(exchange, fleet);

        assertThat(of(fleet, 0).confirmed())
                .containsExactlyInAnyOrder(
                        "allMids",
                        "trades:BTC",
                        "activeAssetCtx:BTC",
                        "bbo:BTC",
                        "l2Book:BTC",
                        "trades:SOL",
                        "activeAssetCtx:SOL",
                        "bbo:SOL");
        assertThat(of(fleet, 1).confirmed()).containsExactlyInAnyOrder("trades:BTC", "trades:SOL");
    }

    @Test
    void poisonAddedLaterCostsOneConnectionAFewSecondsAndTheOtherNothing() {
        FakeExchange exchange = new FakeExchange(new Random(11), ExchangeLimits.PUBLISHED);
        Connections fleet = exchange.fleet(log, true);
        fleet.plan(plan(List.of("BTC", "ETH")));
        exchange.run(Duration.ofMinutes(5));
        exchange.poison.add("NOPE");
        fleet.plan(plan(List.of("BTC", "ETH", "NOPE")));
        exchange.run(Duration.ofSeconds(30));

        assertThat(of(fleet, 0).confirmed()).hasSize(9);
        assertThat(of(fleet, 1).number()).isEqualTo(2);
        assertThat(log.lostBy).hasSize(3);
    }

    @Test
    void itIsTriedAgainTenMinutesLaterAtTheCostOfOneSocket() {
        FakeExchange exchange = new FakeExchange(new Random(12), ExchangeLimits.PUBLISHED);
        Connections fleet = exchange.fleet(log, true);
        exchange.poison.add("NOPE");
        fleet.plan(plan(List.of("BTC", "NOPE")));
        exchange.run(Duration.ofMinutes(9));
        assertThat(log.lostBy).hasSize(3);
        exchange.run(Duration.ofMinutes(3));
        assertThat(log.lostBy).hasSize(4);

        exchange.poison.clear();
        exchange.run(Duration.ofMinutes(21));
        assertThat(of(fleet, 0).pending()).isEmpty();
        assertThat(of(fleet, 1).pending()).isEmpty();
        assertThat(log.lostBy).hasSize(4);
    }

    @Test
    void whatWasGoodOnceAndBreaksTheSocketNowIsFoundToo() {
        FakeExchange exchange = new FakeExchange(new Random(13), ExchangeLimits.PUBLISHED);
        Connections fleet = exchange.fleet(log, true);
        fleet.plan(plan(List.of("BTC", "GONE", "ETH")));
        exchange.run(Duration.ofMinutes(5));
        exchange.poison.add("trades:GONE");
        exchange.cut(1, 1000);
        exchange.run(Duration.ofSeconds(30));

        assertThat(of(fleet, 0).pending()).containsExactly("trades:GONE");
        assertThat(of(fleet, 1).confirmed()).contains("trades:GONE");
        assertThat(of(fleet, 1).number()).isEqualTo(2);
    }

    @Test
    void aDisconnectInTheMiddleOfSubscribingAccusesNothingThatWasGoodBefore() {
        FakeExchange exchange = new FakeExchange(new Random(14), ExchangeLimits.PUBLISHED);
        Connections fleet = exchange.fleet(log, true);
        fleet.plan(plan(List.of("BTC", "ETH", "SOL")));
        exchange.run(Duration.ofMinutes(5));
        exchange.cut(1, 1006);
        while (exchange.open().size() < 2) {
            exchange.run(Duration.ofMillis(5));
        }
        exchange.run(Duration.ofMillis(100));
        assertThat(of(fleet, 0).pending()).isNotEmpty();
        exchange.cut(3, 1006);
        exchange.run(Duration.ofSeconds(3));

        assertThat(of(fleet, 0).pending()).isEmpty();
        assertThat(log.refused).isEmpty();
    }
}

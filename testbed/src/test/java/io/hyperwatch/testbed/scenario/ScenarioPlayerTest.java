package io.hyperwatch.testbed.scenario;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Trade;
import io.hyperwatch.testbed.exchange.Cadence;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.exchange.Publication;
import io.hyperwatch.testbed.exchange.Publications;
import io.hyperwatch.testbed.exchange.Quote;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What the bundled scenarios publish, measured against the rules they are made for. */
class ScenarioPlayerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theIncidentDeviatesLiquidatesAndTradesAsItsHeaderSays() {
        Publications record = play(Scenario.bundled("incident"), START);

        Map<Long, Double> deviation = deviations(record, "HYPE", new BigDecimal("38"));
        assertThat(secondsAbove(deviation, 0.6)).isBetween(35L, 39L);
        assertThat(secondsAbove(deviation, 1.1)).isBetween(30L, 33L);
        for (String calm : List.of("BTC", "ETH", "SOL")) {
            BigDecimal start =
                    record.quotes().stream()
                            .map(Publication::event)
                            .filter(quote -> quote.coin().equals(calm))
                            .findFirst()
                            .orElseThrow()
                            .mid();
            assertThat(secondsAbove(deviations(record, calm, start), 0.3)).isZero();
        }

        List<Fill> seen =
                forcedFills(record).stream()
                        .filter(fill -> fill.user().equals(HlpVault.STRATEGY_A))
                        .toList();
        assertThat(seen).extracting(fill -> fill.liquidation().liquidatedUser()).hasSize(9);
        assertThat(total(seen)).isBetween(749_000.0, 751_000.0);
        assertThat(seen.get(8).timeMs() - seen.get(0).timeMs()).isBetween(2_500L, 3_000L);
        assertThat(total(seen.subList(0, 5))).isLessThan(500_000);

        assertThat(ordersAbove(record, 1_000_000)).containsExactly("BTC");
    }

    @Test
    void theCalmMarketStaysBelowEveryLimit() {
        Publications record = play(Scenario.bundled("calm"), START);
        assertThat(secondsAbove(deviations(record, "HYPE", new BigDecimal("38")), 0.45)).isZero();
        assertThat(ordersAbove(record, 650_000)).isEmpty();
        List<Fill> victims = forcedFills(record).stream().filter(Fill::crossed).toList();
        for (Fill last : victims) {
            List<Fill> window =
                    victims.stream()
                            .filter(
                                    fill ->
                                            fill.timeMs() <= last.timeMs()
                                                    && fill.timeMs() >= last.timeMs() - 10_000)
                            .toList();
            assertThat(total(window)).isLessThan(450_000);
        }
    }

    @Test
    void playsTheSameEventsWheneverItStarts() {
        Scenario incident = Scenario.bundled("incident");
        Duration later = Duration.ofDays(3);
        Publications first = play(incident, START);
        Publications second = play(incident, START.plus(later));
        assertThat(events(second.trades())).hasSameSizeAs(events(first.trades()));
        for (int i = 0; i < first.trades().size(); i++) {
            Trade one = first.trades().get(i).event();
            Trade two = second.trades().get(i).event();
            assertThat(two.timeMs() - one.timeMs()).isEqualTo(later.toMillis());
            assertThat(two.hash()).isEqualTo(one.hash());
            assertThat(two.tid()).isEqualTo(one.tid());
            assertThat(two.price()).isEqualTo(one.price());
            assertThat(two.size()).isEqualTo(one.size());
        }
    }

    @Test
    void playsInRealTime() throws Exception {
        Scenario second =
                Scenario.parse(
                        "name: short\nseed: 3\nduration: 1s\ncoins:\n"
                                + "  - {coin: BTC, price: 67000, volume24hUsd: 1,"
                                + " tradesPerSecond: 20, tradeUsd: 100}\n"
                                + "actions:\n"
                                + "  - {at: 500ms, fault: {kind: stall, for: 100ms}}\n",
                        "short");
        try (ExchangeSimulator exchange =
                        ExchangeSimulator.start(second.settings(InstantSource.system()));
                ScenarioPlayer player = new ScenarioPlayer(second, exchange)) {
            long start = System.nanoTime();
            player.start().get(30, TimeUnit.SECONDS);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000_000L);
            assertThat(player.isFinished()).isTrue();
            assertThat(exchange.record().trades()).hasSizeGreaterThan(30);
        }
    }

    private static Publications play(Scenario scenario, Instant start) {
        ManualClock clock = new ManualClock(start);
        try (ExchangeSimulator exchange =
                        ExchangeSimulator.start(
                                scenario.settings(clock).withCadence(Cadence.onDemand()));
                ScenarioPlayer player = new ScenarioPlayer(scenario, exchange)) {
            while (!player.isFinished()) {
                Duration offset = player.nextOffset();
                clock.moveTo(start.plus(offset));
                player.playUntil(offset);
            }
            return exchange.record();
        }
    }

    private static <T> List<T> events(List<Publication<T>> published) {
        return published.stream().map(Publication::event).toList();
    }

    /** Percent between the mid and a fixed price, by block time. */
    private static Map<Long, Double> deviations(
            Publications record, String coin, BigDecimal reference) {
        Map<Long, Double> deviations = new LinkedHashMap<>();
        for (Quote quote : events(record.quotes())) {
            if (quote.coin().equals(coin)) {
                double ratio = quote.mid().divide(reference, MathContext.DECIMAL64).doubleValue();
                deviations.put(quote.timeMs(), Math.abs(ratio - 1) * 100);
            }
        }
        return deviations;
    }

    /** Seconds from the first quote above the limit to the last one. */
    private static long secondsAbove(Map<Long, Double> deviations, double limit) {
        List<Long> above =
                deviations.entrySet().stream()
                        .filter(entry -> entry.getValue() > limit)
                        .map(Map.Entry::getKey)
                        .toList();
        return above.isEmpty() ? 0 : (above.get(above.size() - 1) - above.get(0)) / 1_000;
    }

    private static List<Fill> forcedFills(Publications record) {
        return events(record.fills()).stream().filter(fill -> fill.liquidation() != null).toList();
    }

    private static double total(List<Fill> fills) {
        return fills.stream().mapToDouble(fill -> fill.valueUsd().doubleValue()).sum();
    }

    /** Coins of the orders (trades of one hash) worth more. */
    private static List<String> ordersAbove(Publications record, double limitUsd) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Trade trade : events(record.trades())) {
            values.merge(
                    trade.coin() + "|" + trade.timeMs() + "|" + trade.hash() + "|" + trade.taker(),
                    trade.valueUsd().doubleValue(),
                    Double::sum);
        }
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() > limitUsd)
                .map(entry -> entry.getKey().split("\\|")[0])
                .toList();
    }
}

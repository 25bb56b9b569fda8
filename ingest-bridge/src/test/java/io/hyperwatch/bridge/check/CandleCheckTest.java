package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.check.Simulation.Dropped;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CandleCheckTest {

    private static final String BTC = "BTC";
    private static final long MINUTE_MS = 60_000;

    /** Start of the first minute that is judged where a trade came in the one before. */
    private static final long FIRST_MS = Simulation.START_MS + MINUTE_MS;

    private final Simulation simulation = new Simulation();
    private final MarketOfTrades market = new MarketOfTrades(simulation);

    @BeforeEach
    void listensToOneCoin() {
        simulation.exchange = market::answer;
        simulation.checks.plan(List.of(BTC), List.of(), List.of());
        deliver(Simulation.START_MS + 1_000, "1");
    }

    private void deliver(long timeMs, String size) {
        Trade trade = market.add(BTC, timeMs, size);
        simulation.at(timeMs + 500, () -> simulation.observe(trade));
    }

    private void streamsCandle(long startMs, long count, String volume, long atMs) {
        simulation.at(
                atMs,
                () ->
                        simulation.observe(
                                MarketOfTrades.candle(
                                        BTC, startMs, count, new BigDecimal(volume))));
    }

    @Test
    void findsATradeThatNeverCame() {
        deliver(FIRST_MS + 1_000, "2");
        market.add(BTC, FIRST_MS + 2_000, "0.5");
        deliver(FIRST_MS + MINUTE_MS + 1_000, "3");

        simulation.run(5 * MINUTE_MS);

        assertThat(simulation.dropped)
                .containsExactly(
                        new Dropped("trades:BTC", BTC, FIRST_MS, FIRST_MS + MINUTE_MS - 1));
        assertThat(simulation.mismatches).hasSize(1);
        assertThat(simulation.mismatches.get(0).expected()).isEqualByComparingTo("2");
        assertThat(simulation.mismatches.get(0).actual()).isEqualByComparingTo("1");
        assertThat(simulation.mismatches.get(0).detail()).contains("2 trades of 2.5", "1 of 2");
    }

    @Test
    void findsAMinuteOfWhichNothingCame() {
        market.add(BTC, FIRST_MS + 2_000, "0.5");
        deliver(FIRST_MS + MINUTE_MS + 1_000, "3");

        simulation.run(5 * MINUTE_MS);

        assertThat(simulation.dropped).hasSize(1);
    }

    @Test
    void findsTheLastTradeOfACoinThatFellSilent() {
        market.add(BTC, FIRST_MS + 2_000, "0.5");

        simulation.runTo(FIRST_MS + MINUTE_MS + CoinMinutes.QUIET_MS - 1_000);
        assertThat(simulation.dropped).isEmpty();
        simulation.run(MINUTE_MS);

        assertThat(simulation.dropped).hasSize(1);
    }

    @Test
    void trustsNoStreamedCandleThatIsOlderThanTheLastTrade() {
        deliver(FIRST_MS + 1_000, "2");
        deliver(FIRST_MS + 59_900, "0.5");
        deliver(FIRST_MS + MINUTE_MS + 1_000, "3");
        streamsCandle(FIRST_MS, 1, "2", FIRST_MS + 50_000);
        streamsCandle(FIRST_MS + MINUTE_MS, 1, "3", FIRST_MS + MINUTE_MS + 2_000);

        simulation.run(5 * MINUTE_MS);

        assertThat(simulation.asked).isNotEmpty();
        assertThat(simulation.dropped).isEmpty();
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void asksFirstAboutTheCoinWhoseCandleDisagrees() {
        simulation.checks.plan(List.of("AAA", BTC), List.of(), List.of());
        for (String coin : List.of("AAA", BTC)) {
            for (int minute = 0; minute < 3; minute++) {
                long startMs = Simulation.START_MS + minute * MINUTE_MS;
                Trade trade = market.add(coin, startMs + 5_000, "1");
                simulation.at(startMs + 5_500, () -> simulation.observe(trade));
                long count = minute == 1 && coin.equals(BTC) ? 2 : 1;
                simulation.at(
                        startMs + 6_000,
                        () ->
                                simulation.observe(
                                        MarketOfTrades.candle(
                                                coin, startMs, count, BigDecimal.valueOf(count))));
            }
        }

        simulation.runTo(FIRST_MS + MINUTE_MS + 31_000);

        assertThat(simulation.asked).hasSize(1);
        assertThat(simulation.asked.get(0).json()).contains("\"BTC\"");
    }

    @Test
    void aSecondAnswerMustAgreeThatThereWereMoreTradesThanItKnows() {
        deliver(FIRST_MS + 1_000, "2");
        Trade tooMany = MarketOfTrades.trade(BTC, FIRST_MS + 2_000, 99, "0.5");
        simulation.at(FIRST_MS + 2_500, () -> simulation.observe(tooMany));
        deliver(FIRST_MS + MINUTE_MS + 1_000, "3");

        simulation.runTo(FIRST_MS + MINUTE_MS + 45_000);
        assertThat(simulation.asked).hasSize(1);
        assertThat(simulation.mismatches).isEmpty();
        simulation.run(5 * MINUTE_MS);

        assertThat(simulation.asked).hasSizeGreaterThanOrEqualTo(2);
        assertThat(simulation.dropped).isEmpty();
        assertThat(simulation.mismatches).hasSize(1);
        assertThat(simulation.mismatches.get(0).expected()).isEqualByComparingTo("1");
        assertThat(simulation.mismatches.get(0).actual()).isEqualByComparingTo("2");
    }

    @Test
    void takesAnotherWayOfCountingForNoLoss() {
        deliver(FIRST_MS + 1_000, "2");
        deliver(FIRST_MS + MINUTE_MS + 1_000, "3");
        simulation.exchange = request -> "[" + MarketOfTrades.row(BTC, FIRST_MS, 2, "2.0") + "]";

        simulation.run(5 * MINUTE_MS);

        assertThat(simulation.dropped).isEmpty();
        assertThat(simulation.mismatches).isNotEmpty();
    }

    @Test
    void doesNotJudgeWhatLiesInAKnownGap() {
        deliver(FIRST_MS + 1_000, "2");
        market.add(BTC, FIRST_MS + 2_000, "0.5");
        deliver(FIRST_MS + MINUTE_MS + 1_000, "3");
        simulation.checks.gap("trades:BTC", FIRST_MS + 59_999, FIRST_MS + MINUTE_MS + 500);

        simulation.run(10 * MINUTE_MS);

        assertThat(simulation.dropped).isEmpty();
    }

    @Test
    void judgesAfterAGapWasFilled() {
        market.add(BTC, FIRST_MS + 2_000, "0.5");
        Trade late = market.add(BTC, FIRST_MS + 3_000, "0.5");
        simulation.at(FIRST_MS + 10_000, () -> simulation.opened("trades:BTC", FIRST_MS - 10_000));
        deliver(FIRST_MS + 3 * MINUTE_MS, "3");

        simulation.runTo(FIRST_MS + 5 * MINUTE_MS);
        assertThat(simulation.dropped).isEmpty();
        simulation.observe(late, Source.BACKFILL);
        simulation.closed(
                "trades:BTC", FIRST_MS - 10_000, FIRST_MS + 5 * MINUTE_MS, CoverageEvent.REPLAY);
        simulation.run(MINUTE_MS);

        assertThat(simulation.dropped).extracting(Dropped::fromMs).containsExactly(FIRST_MS);
        assertThat(simulation.mismatches.get(0).actual()).isEqualByComparingTo("1");
    }

    @Test
    void aGapThatOpensWhileRestIsAskedHoldsTheJudgement() {
        market.add(BTC, FIRST_MS + 2_000, "0.5");
        deliver(FIRST_MS + MINUTE_MS + 1_000, "3");
        simulation.answerMs = 20_000;

        simulation.runTo(FIRST_MS + MINUTE_MS + 40_000);
        assertThat(simulation.asked).hasSize(1);
        simulation.opened("trades:BTC", FIRST_MS + 1_000);
        simulation.run(10 * MINUTE_MS);

        assertThat(simulation.dropped).isEmpty();
    }

    @Test
    void anUnreadableOrMissingAnswerJudgesNothing() {
        deliver(FIRST_MS + 1_000, "2");
        deliver(FIRST_MS + MINUTE_MS + 1_000, "3");
        List<String> bodies = List.of("null", "{}", "[{\"t\":1}]", "garbage");
        simulation.exchange =
                request -> {
                    int asked = simulation.asked.size() - 1;
                    return asked < bodies.size() ? bodies.get(asked) : null;
                };

        simulation.run(10 * MINUTE_MS);

        assertThat(simulation.asked).hasSizeGreaterThan(bodies.size());
        assertThat(simulation.dropped).isEmpty();
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void remembersAnHour() {
        CandleCheck check =
                new CandleCheck(
                        (request, done) -> done.accept(null),
                        simulation,
                        stream -> true,
                        new KnownGaps(),
                        simulation);
        check.plan(List.of(BTC));
        for (int minute = 0; minute < 500; minute++) {
            long timeMs = Simulation.START_MS + minute * MINUTE_MS;
            simulation.runTo(timeMs);
            check.observe(MarketOfTrades.trade(BTC, timeMs, minute, "1"), 1, timeMs);
            check.advance(simulation.nanos());
        }

        assertThat(check.size()).isBetween(55, 62);
        check.plan(List.of());
        assertThat(check.size()).isZero();
    }
}

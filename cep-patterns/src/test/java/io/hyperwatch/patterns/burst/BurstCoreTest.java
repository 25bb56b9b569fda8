package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BurstCoreTest {

    private static final long NOW = 1_784_684_100_000L;
    private static final String TAKER = "0xt";
    private static final String MAKER = "0xm";
    private static final String HASH = "0xabc";

    private RuleRun<Trade, BurstParameters> run = run(List.of());
    private long logTimeMs = NOW;
    private long tid;

    @Test
    void aSweepOfTheThresholdsExactlyIsGivenOutTradeByTrade() {
        sell(NOW, "100.1", "499");
        sell(NOW, "100", "499.501");
        assertThat(told()).isEmpty();
        sell(NOW, "100", "1");
        assertThat(told())
                .extracting(LiquidationFill::liquidationFillCount)
                .containsExactly(1, 2, 3);
        assertThat(told().get(2).liquidationValueUsd()).isEqualByComparingTo("100000");
        assertThat(told())
                .allMatch(fill -> fill.grade() == LiquidationGrade.INFERRED_BURST)
                .allMatch(fill -> fill.positionSide() == PositionSide.LONG)
                .allMatch(fill -> fill.liquidatedUser().equals(TAKER))
                .allMatch(fill -> fill.counterparty().equals(MAKER))
                .allMatch(fill -> fill.counted() && fill.revision() == 0);
    }

    @Test
    void justBelowEitherThresholdNothingIsGivenOut() {
        sell(NOW, "100.1", "499");
        sell(NOW, "100", "500.5");
        buy(NOW, "100.099", "600");
        buy(NOW, "100", "600");
        assertThat(told()).isEmpty();
    }

    @Test
    void aFifthAndThenTheRestLooksLikeALiquidationWithoutAnyMove() {
        sell(NOW, "100", "150");
        sell(NOW, "100", "60");
        sell(NOW + 3_000, "100", "789");
        assertThat(told()).isEmpty();
        sell(NOW + 3_000, "100", "1");
        assertThat(told()).hasSize(4);
    }

    @Test
    void aQuarterAndThenTheRestDoesNot() {
        sell(NOW, "100", "500");
        sell(NOW + 3_000, "100", "1500");
        assertThat(told()).isEmpty();
    }

    @Test
    void oneOrderAtOnePriceIsAnOrdinaryLargeTrade() {
        sell(NOW, "100", "50000");
        assertThat(told()).isEmpty();
    }

    @Test
    void aBuyIsALostShortAndTheOtherSideOfTheBookIsAnotherBurst() {
        buy(NOW, "100", "600");
        sell(NOW, "100.2", "600");
        assertThat(told()).isEmpty();
        buy(NOW, "100.1", "600");
        assertThat(told())
                .hasSize(2)
                .extracting(LiquidationFill::positionSide)
                .containsOnly(PositionSide.SHORT);
    }

    @Test
    void tradesMoreThanFiveSecondsApartAreTwoBursts() {
        sell(NOW, "100.1", "600");
        sell(NOW + 5_001, "100", "600");
        assertThat(told()).isEmpty();
        sell(NOW + 10_001, "100.1", "600");
        assertThat(told()).hasSize(2);
    }

    @Test
    void whoTradesLongerThanTheSpanIsAtWork() {
        sell(NOW, "100.1", "300");
        sell(NOW + 5_000, "100", "300");
        sell(NOW + 10_000, "100", "300");
        sell(NOW + 10_001, "100", "300");
        assertThat(told()).isEmpty();
    }

    @Test
    void aBurstThatWasToldGoesOnUntilItsSpanIsOver() {
        sell(NOW, "100.1", "600");
        sell(NOW, "100", "600");
        sell(NOW + 5_000, "100", "1");
        sell(NOW + 10_000, "100", "1");
        sell(NOW + 10_001, "100", "1");
        assertThat(told())
                .extracting(LiquidationFill::liquidationFillCount)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void aRepeatCountsNothing() {
        Trade sweep = trade("HYPE", Side.A, NOW, "100.1", "600", HASH, TAKER);
        play(sweep);
        play(sweep);
        play(sweep);
        sell(NOW, "100", "1");
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsMoreThanAMinuteBehindTheLogIsNotLookedAt() {
        sell(NOW, "100.1", "600");
        run.advance(NOW + 60_000);
        logTimeMs = NOW + 60_000;
        sell(NOW, "100", "600");
        assertThat(told()).hasSize(2);
        logTimeMs = NOW + 60_001;
        sell(NOW, "100", "600");
        assertThat(told()).hasSize(2);
    }

    @Test
    void slicesOfATwapSpotNamelessAndOldTradesDoNotConcernIt() {
        assertThat(BurstCore.concerns(trade("HYPE", Side.A, NOW, "1", "1", HASH, TAKER))).isTrue();
        assertThat(BurstCore.concerns(trade("xyz:CL", Side.A, NOW, "1", "1", HASH, TAKER)))
                .isTrue();
        assertThat(BurstCore.concerns(trade("HYPE", Side.A, NOW, "1", "1", "0x000", TAKER)))
                .isFalse();
        assertThat(BurstCore.concerns(trade("HYPE", Side.A, NOW, "1", "1", HASH, null))).isFalse();
        for (String coin : List.of("@107", "PURR/USDC", "#12")) {
            assertThat(BurstCore.concerns(trade(coin, Side.A, NOW, "1", "1", HASH, TAKER)))
                    .isFalse();
        }
        Trade old = trade("HYPE", Side.A, NOW - 600_001, "1", "1", HASH, TAKER);
        assertThat(BurstCore.concerns(old)).isFalse();
    }

    @Test
    void pausedItKeepsWatchingAndTellsAllOnceResumed() {
        run =
                run(
                        List.of(
                                change(2, RuleState.PAUSED, "{}", NOW),
                                change(3, RuleState.ACTIVE, "{}", NOW + 1_000)));
        sell(NOW, "100.1", "600");
        sell(NOW, "100", "600");
        assertThat(told()).isEmpty();
        sell(NOW + 1_000, "100", "1");
        assertThat(told()).hasSize(3);
    }

    @Test
    void aChangedThresholdJudgesTheTradesThatWereThere() {
        run = run(List.of(change(2, RuleState.SHADOW, "{\"min_value_usd\":50000}", NOW + 1_000)));
        sell(NOW, "100.1", "300");
        sell(NOW, "100", "300");
        assertThat(told()).isEmpty();
        sell(NOW + 1_000, "100", "1");
        assertThat(told()).hasSize(3);
    }

    @Test
    void aBurstOfAThousandTradesThatIsWorthNothingIsDust() {
        for (int i = 0; i < Burst.MAX_UNTOLD; i++) {
            sell(NOW, "100", "0.01");
        }
        sell(NOW, "99", "100000");
        assertThat(told()).isEmpty();
    }

    @Test
    void stateIsBoundedBySixMinutes() {
        for (int i = 0; i < 20_000; i++) {
            logTimeMs = NOW + i * 100L;
            play(trade("HYPE", Side.A, logTimeMs, "100", "1", HASH, "0x" + i % 5_000));
            run.advance(logTimeMs);
        }
        assertThat(run.stored()).isLessThan(2 * 6 * 600 + 10);
        run.advance(logTimeMs + 600_000);
        assertThat(run.stored()).isZero();
    }

    @Test
    void parametersThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> BurstRule.DEFINITION.parse(List.of("{\"max_span_ms\":60001}")))
                .hasMessageContaining("max_span_ms");
        assertThatThrownBy(() -> BurstRule.DEFINITION.parse(List.of("{\"first_step_pct\":99}")))
                .hasMessageContaining("first_step_pct");
    }

    private List<LiquidationFill> told() {
        return run.sent(BurstRule.INFERRED);
    }

    private void sell(long timeMs, String price, String size) {
        play(trade("HYPE", Side.A, timeMs, price, size, HASH, TAKER));
    }

    private void buy(long timeMs, String price, String size) {
        play(trade("HYPE", Side.B, timeMs, price, size, HASH, TAKER));
    }

    private void play(Trade trade) {
        logTimeMs = Math.max(logTimeMs, trade.timeMs());
        run.judge(trade, logTimeMs);
    }

    private Trade trade(
            String coin,
            Side side,
            long timeMs,
            String price,
            String size,
            String hash,
            String taker) {
        return new Trade(
                coin,
                side,
                new BigDecimal(price),
                new BigDecimal(size),
                timeMs,
                hash,
                ++tid,
                side == Side.B ? taker : MAKER,
                side == Side.B ? MAKER : taker,
                new Provenance(Source.WS, NOW, new Sequence(1, tid), 1, tid, 0, true, false));
    }

    private static RuleRun<Trade, BurstParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new BurstRule(),
                trade -> new RecordScope(trade.coin(), trade.taker(), trade.timeMs()),
                changes);
    }

    private static RuleChange change(int version, RuleState state, String parameters, long fromMs) {
        return new RuleChange(BurstCore.RULE, "*", version, parameters, state, fromMs, "test");
    }
}

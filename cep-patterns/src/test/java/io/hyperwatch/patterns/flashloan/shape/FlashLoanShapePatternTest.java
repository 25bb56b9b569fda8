package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.state.HeapCell;

import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FlashLoanShapePatternTest {

    private static final long BEGINNING = ShapeLog.BEGINNING;

    private final List<ShapeSignal> signals = new ArrayList<>();
    private final HeapCell<PushState> state = new HeapCell<>();
    private final PricePushCore core = new PricePushCore(state, signals::add);
    private long sequence;

    @Test
    void threePercentIsNoPushAndALittleMoreIs() {
        see(0, "100");
        see(30, "103");
        assertThat(signals).isEmpty();
        see(31, "103.000001");
        assertThat(signals).hasSize(1);
        assertThat(signals.get(0).step()).isEqualTo(ShapeStep.PUSH);
        assertThat(signals.get(0).timeMs()).isEqualTo(BEGINNING);
    }

    @Test
    void aPushTakesAtMostAMinute() {
        see(0, "100");
        see(60, "97");
        see(61, "96.99");
        assertThat(signals).isEmpty();
        see(70, "94");
        assertThat(signals).extracting(ShapeSignal::timeMs).containsExactly(BEGINNING + 60_000);
        assertThat(signals.get(0).pushedPct()).isEqualByComparingTo("3.092784");
    }

    @Test
    void halfOfTheWholePushComesBackWithinFiveMinutes() {
        see(0, "100");
        see(10, "104");
        see(100, "120");
        see(309, "110.0001");
        assertThat(signals).hasSize(1);
        see(310, "110");
        assertThat(signals).extracting(ShapeSignal::step).last().isEqualTo(ShapeStep.REVERSAL);
        assertThat(signals.get(1).pushedPct()).isEqualByComparingTo("20");
    }

    @Test
    void whatComesBackLaterIsNoReversal() {
        see(0, "100");
        see(10, "104");
        see(310.001, "100");
        assertThat(signals).hasSize(1);
    }

    @Test
    void aMinutePassesFromPushToPushAndTheWayBackIsNone() {
        see(0, "100");
        see(1, "110");
        see(2, "104"); // reversal
        see(3, "100");
        see(4, "90");
        assertThat(signals)
                .extracting(ShapeSignal::step)
                .containsExactly(ShapeStep.PUSH, ShapeStep.REVERSAL);
        see(61, "90");
        assertThat(signals).extracting(ShapeSignal::step).last().isEqualTo(ShapeStep.PUSH);
        assertThat(signals.get(2).timeMs()).isEqualTo(BEGINNING + 3_000);
    }

    @Test
    void beginsAnewWhereTheClockWasSetBackAndIgnoresRepeats() {
        see(10, "100");
        core.see(ShapeLog.context(BEGINNING + 11_000, 0, "110")); // read before
        see(9, "104");
        see(10, "100");
        assertThat(signals).hasSize(1);
        assertThat(signals.get(0).timeMs()).isEqualTo(BEGINNING + 9_000);
    }

    @Test
    void keepsAFewMidsHoweverOftenContextsCome() {
        for (int i = 0; i < 100_000; i++) {
            see(i / 100.0, "100." + (100_000 + i));
        }
        assertThat(state.get().lows()).hasSizeLessThanOrEqualTo(61);
        assertThat(state.get().highs()).hasSizeLessThanOrEqualTo(61);
    }

    @Test
    void raisesTheRiskOfEachIncidentBetweenPushAndReversal() throws Exception {
        try (ShapeRun run = new ShapeRun()) {
            incident(run, "before", -1);
            push(run, 0, 5);
            incident(run, "first", 4);
            incident(run, "second", 100);
            run.restart();
            reversal(run, 200, "10");
            incident(run, "after", 201);
            run.watermark(BEGINNING + 200_000 + ShapeOrderFunction.HOLD_MS + 1_000);

            assertThat(run.risks())
                    .extracting(IncidentRisk::incidentId)
                    .containsExactly("first", "second");
            assertThat(run.risks())
                    .extracting(IncidentRisk::riskScore)
                    .containsOnly(new BigDecimal(80));
            assertThat(run.risks().get(0).subject()).isEqualTo("venue");
            assertThat(run.risks().get(0).atMs()).isEqualTo(BEGINNING + 200_000);
        }
    }

    @Test
    void aLargePushScoresMore() throws Exception {
        try (ShapeRun run = new ShapeRun()) {
            push(run, 0, 5);
            incident(run, "incident", 4);
            reversal(run, 200, "10.000001");
            run.watermark(BEGINNING + 300_000);
            assertThat(run.risks())
                    .extracting(IncidentRisk::riskScore)
                    .containsExactly(new BigDecimal(90));
        }
    }

    @Test
    void aPushWithoutLiquidationsOrWithoutAReversalSaysNothing() throws Exception {
        try (ShapeRun run = new ShapeRun()) {
            push(run, 0, 5);
            reversal(run, 50, "5");
            push(run, 100, 105);
            incident(run, "incident", 110);
            push(run, 500, 505);
            reversal(run, 510, "5");
            run.watermark(BEGINNING + 2_000_000);
            assertThat(run.risks()).isEmpty();
        }
    }

    @Test
    void oneOfManyIncidentsTooManyDoesNotHideTheOthers() throws Exception {
        try (ShapeRun run = new ShapeRun()) {
            push(run, 0, 5);
            for (int i = 0; i < 20; i++) {
                incident(run, "incident-" + i, 10 + i);
            }
            reversal(run, 200, "5");
            run.watermark(BEGINNING + 300_000);
            assertThat(run.risks()).hasSize(FlashLoanShapePattern.MAX_INCIDENTS);
        }
    }

    @Test
    void takesTheCoinsFromOpeningAlertsOfLiquidationRulesOnly() {
        List<ShapeSignal> told = new ArrayList<>();
        ShapeLiquidationsFunction function = new ShapeLiquidationsFunction();
        ListCollector<ShapeSignal> out = new ListCollector<>(told);
        String coins = "{\"coins\":[\"BTC\",\"ETH\"]}";
        function.flatMap(ShapeLog.alert(AlertKind.OPEN, "a", "flash-loan", null, coins, 1), out);
        function.flatMap(ShapeLog.alert(AlertKind.OPEN, "b", "cascade", "SOL", "{}", 2), out);
        function.flatMap(ShapeLog.alert(AlertKind.OPEN, "c", "flash-loan", null, "{}", 3), out);
        function.flatMap(ShapeLog.alert(AlertKind.OPEN, "d", "large-trade", "BTC", "{}", 4), out);
        function.flatMap(ShapeLog.alert(AlertKind.RESOLVE, "a", "cascade", "SOL", "{}", 5), out);
        assertThat(told)
                .containsExactly(
                        ShapeSignal.liquidations("BTC", 1, "a", "flash-loan", "venue"),
                        ShapeSignal.liquidations("ETH", 1, "a", "flash-loan", "venue"),
                        ShapeSignal.liquidations("SOL", 2, "b", "cascade", "coin:SOL"));
    }

    private void see(double second, String mid) {
        core.see(ShapeLog.context(BEGINNING + Math.round(second * 1_000), sequence++, mid));
    }

    private static void push(ShapeRun run, long second, long toldAt) throws Exception {
        run.send(
                ShapeSignal.ofPrice(ShapeStep.PUSH, "BTC", ms(second), new BigDecimal("4")),
                ms(toldAt));
    }

    private static void incident(ShapeRun run, String id, long second) throws Exception {
        run.send(
                ShapeSignal.liquidations("BTC", ms(second), id, "flash-loan", "venue"), ms(second));
    }

    private static void reversal(ShapeRun run, long second, String pushedPct) throws Exception {
        run.send(
                ShapeSignal.ofPrice(
                        ShapeStep.REVERSAL, "BTC", ms(second), new BigDecimal(pushedPct)),
                ms(second));
    }

    private static long ms(long second) {
        return BEGINNING + second * 1_000;
    }
}

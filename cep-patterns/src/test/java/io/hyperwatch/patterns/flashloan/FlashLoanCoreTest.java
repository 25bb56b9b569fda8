package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.math.BigDecimal;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FlashLoanCoreTest {

    private static final long BEGINNING = 1_760_130_903_000L;

    private static final InForce<FlashLoanParameters> DEFAULTS =
            FlashLoanRule.DEFINITION.inForceAtFirst();

    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final HeapTable<Long, StartSecond> seconds = new HeapTable<>();
    private final HeapTable<String, CountedLiquidation> liquidations = new HeapTable<>();
    private final FlashLoanCore core =
            new FlashLoanCore(
                    seconds,
                    liquidations,
                    new HeapCell<>(),
                    new HeapCell<>(),
                    new HeapCell<>(),
                    verdicts);
    private long tid;

    @Test
    void twoLiquidationsOfMoreThanHalfAMillionExactlyTenSecondsApartAreAlerted() {
        judge("A", 0, "250000");
        judge("B", 10_000, "250000.01");
        assertThat(verdicts.alerts()).hasSize(1);
        assertThat(verdicts.alerts().get(0).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void exactlyHalfAMillionIsNotEnough() {
        judge("A", 0, "250000");
        judge("B", 1, "250000");
        assertThat(verdicts.alerts()).isEmpty();
    }

    @Test
    void guessesCountWhereTheyAreLetInButWakeNobodyUnlessTheSureOnesHoldAlone() {
        InForce<FlashLoanParameters> guesses =
                new InForce<>(
                        2,
                        RuleState.ACTIVE,
                        FlashLoanRule.DEFINITION.parse(
                                List.of("{\"min_grade\":\"inferred_burst\"}")));
        core.judge(graded("A", 0, LiquidationGrade.CONFIRMED_FILL), BEGINNING, guesses);
        core.judge(graded("B", 1_000, LiquidationGrade.INFERRED_BURST), BEGINNING + 1_000, guesses);
        core.judge(graded("C", 2_000, LiquidationGrade.CONFIRMED_FILL), BEGINNING + 2_000, guesses);

        assertThat(verdicts.alerts())
                .extracting(Alert::severity)
                .containsExactly(Severity.WARNING, Severity.CRITICAL);
    }

    private LiquidationFill graded(String id, long atMs, LiquidationGrade grade) {
        BigDecimal usd = new BigDecimal("300000");
        return RandomLiquidations.liquidation(
                id,
                "BTC",
                BEGINNING + atMs,
                ++tid,
                BEGINNING + atMs,
                1,
                usd,
                usd,
                true,
                false,
                grade,
                provenance(BEGINNING + atMs));
    }

    @Test
    void elevenSecondsAreTooFarApart() {
        judge("A", 0, "900000");
        judge("B", 10_001, "900000");
        assertThat(verdicts.alerts()).isEmpty();
    }

    @Test
    void oneLiquidationIsNotTwoHoweverManyFillsItHas() {
        grow("A", 0, 0, 1, "900000", "900000");
        grow("A", 10, 0, 2, "900000", "1800000");
        assertThat(verdicts.alerts()).isEmpty();
    }

    @Test
    void aLaterFillMayCompleteAWindowThatItsLiquidationBeganIn() {
        judge("A", 0, "100000");
        grow("B", 9_000, 9_000, 1, "100000", "100000");
        grow("B", 13_000, 9_000, 2, "400000", "500000");
        assertThat(verdicts.alerts()).hasSize(1);
        assertThat(verdicts.alerts().get(0).eventTimeMs()).isEqualTo(BEGINNING + 13_000);
        assertThat(verdicts.alerts().get(0).firstEventTimeMs()).isEqualTo(BEGINNING);
    }

    @Test
    void anEarlierFillThatArrivesLaterMovesItsLiquidation() {
        grow("A", 5_000, 5_000, 1, "300000", "300000");
        judge("B", 13_000, "300000");
        assertThat(verdicts.alerts()).hasSize(1);
        pass(200_000);
        RecordedVerdicts moved = new RecordedVerdicts();
        FlashLoanCore other =
                new FlashLoanCore(
                        new HeapTable<>(),
                        new HeapTable<>(),
                        new HeapCell<>(),
                        new HeapCell<>(),
                        new HeapCell<>(),
                        moved);
        other.judge(fill("A", 5_000, 5_000, 1, "300000", "300000"), BEGINNING + 5_000, DEFAULTS);
        other.judge(fill("A", 2_000, 2_000, 2, "1", "300001"), BEGINNING + 5_000, DEFAULTS);
        other.judge(fill("B", 13_000, 13_000, 1, "300000", "300000"), BEGINNING + 13_000, DEFAULTS);
        assertThat(moved.alerts()).isEmpty();
    }

    @Test
    void whatIsUnsureRepeatedOrHistoryDoesNotCount() {
        judge("A", 0, "900000");
        one("B", 1, true, false, LiquidationGrade.INFERRED_BURST);
        one("C", 2, false, false, LiquidationGrade.CONFIRMED_FILL);
        one("D", 3, true, true, LiquidationGrade.CONFIRMED_FILL);
        assertThat(verdicts.alerts()).isEmpty();
        one("E", 4, true, false, LiquidationGrade.CONFIRMED_BACKSTOP);
        assertThat(verdicts.alerts()).hasSize(1);
    }

    @Test
    void tellsTheOneWhoIsWokenWhatHappened() {
        judge("A", 0, "2500000.5");
        judge("B", 4_000, "600000");
        Alert alert = verdicts.alerts().get(0);
        assertThat(alert.title())
                .isEqualTo("Flash-loan pattern: 2 liquidations worth 3,100,000 USD within 10 s");
        assertThat(alert.message())
                .isEqualTo(
                        "Since 2025-10-10 21:15:03 UTC, 2 liquidations worth 3,100,000 USD began within 10 s (threshold: 2 worth more than 500,000 USD). The largest is worth 2,500,000 USD. Coins: coin-A 2,500,000 USD, coin-B 600,000 USD.");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"coin_count\":2,\"coins\":[\"coin-A\",\"coin-B\"],\"largest_liquidation_usd\":\"2500000.5\",\"liquidations\":2,\"min_liquidations\":2,\"risk_score\":\"90\",\"threshold_usd\":\"500000\",\"total_usd\":\"3100000.5\",\"window_ms\":10000,\"window_start\":\"2025-10-10T21:15:03.000Z\"}");
        assertThat(alert.valueUsd()).isEqualByComparingTo("3100000.5");
        pass(63_999);
        assertThat(verdicts.alerts()).hasSize(1);
        pass(64_000);
        assertThat(verdicts.alerts().get(1).kind()).isEqualTo(AlertKind.RESOLVE);
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(BEGINNING + 64_000);
    }

    @Test
    void aResolveSaysWhatTheIncidentCameTo() {
        judge("A", 0, "300000");
        judge("B", 1_000, "300000");
        judge("C", 2_000, "900000");
        judge("D", 11_500, "100000");
        pass(71_500);
        Alert resolve = verdicts.alerts().get(1);
        assertThat(resolve.message())
                .isEqualTo(
                        "It began at 2025-10-10 21:15:04 UTC, lasted 10.5 s and has been quiet for 1 min: 4 liquidation fills. Its worst window held 3 liquidations worth 1,500,000 USD, all its fills are worth 1,600,000 USD.");
        assertThat(resolve.details())
                .isEqualTo(
                        "{\"coin_count\":3,\"coins\":[\"coin-C\",\"coin-A\",\"coin-B\"],\"event_count\":4,\"fills_usd\":\"1600000\",\"highest_value_usd\":\"1500000\",\"largest_liquidation_usd\":\"900000\",\"lasted_ms\":10500,\"liquidations\":3,\"min_liquidations\":2,\"opened_at\":\"2025-10-10T21:15:04.000Z\",\"quiet_ms\":60000,\"risk_score\":\"60\",\"threshold_usd\":\"500000\",\"total_usd\":\"1500000\",\"window_ms\":10000,\"window_start\":\"2025-10-10T21:15:03.000Z\"}");
    }

    @Test
    void theNextIncidentBeginsWithItsOwnLargestWindow() {
        judge("A", 0, "3000000");
        judge("B", 1_000, "3000000");
        pass(200_000);
        judge("C", 200_000, "300000");
        judge("D", 201_000, "300000");
        pass(400_000);
        assertThat(verdicts.alerts()).hasSize(4);
        assertThat(verdicts.alerts().get(3).details())
                .contains("\"total_usd\":\"600000\"", "\"coins\":[\"coin-C\",\"coin-D\"]");
    }

    @Test
    void scoreFollowsTheFormulaOfTheSourceSystems() {
        assertThat(score("500001", "1")).isEqualByComparingTo("40.000040");
        assertThat(score("1000000.01", "1")).isEqualByComparingTo("50");
        assertThat(score("2000000.01", "2000000")).isEqualByComparingTo("60");
        assertThat(score("5000000.01", "2000000.01")).isEqualByComparingTo("100");
    }

    @Test
    @Timeout(60)
    void elevenThousandLiquidationsInOneMillisecondAreOneIncident() {
        for (int i = 0; i < 11_279; i++) {
            judge("L" + i, 0, "1000");
        }
        pass(60_000);
        assertThat(verdicts.alerts()).hasSize(2);
        assertThat(Told.of(verdicts.alerts().get(0)).evidenceCount()).isEqualTo(501);
        Told resolve = Told.of(verdicts.alerts().get(1));
        assertThat(resolve.evidenceCount()).isEqualTo(11_279);
        assertThat(resolve.evidenceUsd()).isEqualTo("11279000");
        assertThat(resolve.valueUsd()).isEqualTo("11279000");
        assertThat(seconds.size()).isOne();
        assertThat(verdicts.alerts().get(1).evidence().length()).isLessThan(15_000);
    }

    @Test
    void forgetsLiquidationsTwentyMinutesAfterTheyBegan() {
        for (int i = 0; i < 500; i++) {
            judge("L" + i, i * 10_000L, "10");
        }
        assertThat(liquidations.size()).isLessThan(152);
        assertThat(seconds.size()).isLessThan(152);
        pass(500 * 10_000L + 1_600_000);
        assertThat(liquidations.size()).isZero();
        assertThat(seconds.size()).isZero();
        assertThat(core.nextDeadlineMs()).isEqualTo(FlashLoanCore.NEVER);
    }

    private static BigDecimal score(String total, String largest) {
        return FlashLoanRisk.score(new BigDecimal(total), new BigDecimal(largest));
    }

    private void judge(String id, long atMs, String usd) {
        grow(id, atMs, atMs, 1, usd, usd);
    }

    private void grow(String id, long atMs, long startMs, int fills, String usd, String total) {
        pass(atMs);
        core.judge(fill(id, atMs, startMs, fills, usd, total), BEGINNING + atMs, DEFAULTS);
    }

    private void one(
            String id, long atMs, boolean counted, boolean history, LiquidationGrade grade) {
        BigDecimal usd = new BigDecimal("900000");
        long timeMs = BEGINNING + atMs;
        core.judge(
                RandomLiquidations.liquidation(
                        id,
                        "BTC",
                        timeMs,
                        ++tid,
                        timeMs,
                        1,
                        usd,
                        usd,
                        counted,
                        history,
                        grade,
                        provenance(timeMs)),
                timeMs,
                DEFAULTS);
    }

    private LiquidationFill fill(
            String id, long atMs, long startMs, int fills, String usd, String total) {
        return RandomLiquidations.liquidation(
                id,
                "coin-" + id,
                BEGINNING + atMs,
                ++tid,
                BEGINNING + startMs,
                fills,
                new BigDecimal(usd),
                new BigDecimal(total),
                true,
                false,
                LiquidationGrade.CONFIRMED_FILL,
                provenance(BEGINNING + atMs));
    }

    private Provenance provenance(long receivedAtMs) {
        return new Provenance(
                Source.WS, receivedAtMs, new Sequence(1, tid), 1, tid, 0, true, false);
    }

    private void pass(long afterBeginningMs) {
        core.advance(BEGINNING + afterBeginningMs);
    }
}

package io.hyperwatch.patterns.coordinated;

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
import io.hyperwatch.patterns.largeliquidation.RandomLiquidationFills;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

import static org.assertj.core.api.Assertions.assertThat;

class CoordinatedCoreTest {

    private static final long BEGINNING = 1_760_130_903_000L;
    private static final String ALICE = "0xalice";

    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final HeapCell<AccountLiquidations> known = new HeapCell<>();
    private final CoordinatedCore core = new CoordinatedCore(known, new HeapCell<>(), verdicts);
    private InForce<CoordinatedParameters> rule = CoordinatedRule.DEFINITION.inForceAtFirst();
    private long tid;

    @Test
    void threeLiquidationsOfAMillionExactlyFiveMinutesApartAreAlerted() {
        judge("A", "BTC", 0, "300000");
        judge("B", "ETH", 100_000, "300000");
        judge("C", "SOL", 300_000, "400000");
        assertThat(verdicts.alerts()).hasSize(1);
        Alert alert = verdicts.alerts().get(0);
        assertThat(alert.severity()).isEqualTo(Severity.HIGH);
        assertThat(alert.subject()).isEqualTo("account:" + ALICE);
        assertThat(alert.userAddress()).isEqualTo(ALICE);
        assertThat(alert.coin()).isNull();
        assertThat(Told.of(alert).evidenceCount()).isEqualTo(3);
    }

    @Test
    void aMillisecondMoreIsTooLong() {
        judge("A", "BTC", 0, "300000");
        judge("B", "ETH", 100_000, "300000");
        judge("C", "SOL", 300_001, "400000");
        assertThat(verdicts.alerts()).isEmpty();
    }

    @Test
    void aCentLessIsNotEnoughAndALaterFillOfAnyOfThemMayBringIt() {
        judge("A", "BTC", 0, "300000");
        judge("B", "ETH", 100_000, "300000");
        judge("C", "SOL", 100_000, "399999.99");
        assertThat(verdicts.alerts()).isEmpty();
        grow("A", "BTC", 104_000, 0, "300000.01");
        assertThat(verdicts.alerts()).hasSize(1);
        assertThat(verdicts.alerts().get(0).eventTimeMs()).isEqualTo(BEGINNING + 104_000);
        assertThat(verdicts.alerts().get(0).firstEventTimeMs()).isEqualTo(BEGINNING);
    }

    @Test
    void twoLiquidationsAreNotThreeHoweverManyFillsTheyHave() {
        judge("A", "BTC", 0, "900000");
        grow("A", "BTC", 10, 0, "1800000");
        judge("B", "BTC", 20_000, "900000");
        assertThat(verdicts.alerts()).isEmpty();
    }

    @Test
    void ofSeveralWindowsTheOneThatEndsLatestIsTold() {
        judge("A", "BTC", 0, "1");
        judge("B", "ETH", 290_000, "400000");
        judge("C", "SOL", 310_000, "599999");
        late("D", "XRP", 150_000, 315_000, "1000000");
        Told open = Told.of(verdicts.alerts().get(0));
        assertThat(open.firstEventTimeMs()).isEqualTo(BEGINNING + 150_000);
        assertThat(open.evidenceCount()).isEqualTo(3);
        assertThat(open.valueUsd()).isEqualTo("1999999");
    }

    @Test
    void theEvidenceIsEachLiquidationOnceWithItsNewestValue() {
        judge("A", "BTC", 0, "500000");
        judge("B", "ETH", 1_000, "500000");
        judge("C", "SOL", 2_000, "100000");
        grow("A", "BTC", 3_000, 0, "700000");
        judge("D", "XRP", 250_000, "100000");
        judge("E", "XRP", 600_000, "1");
        core.advance(BEGINNING + 850_000);
        Told resolve = Told.of(verdicts.alerts().get(1));
        assertThat(resolve.kind()).isEqualTo(AlertKind.RESOLVE);
        assertThat(resolve.eventTimeMs()).isEqualTo(BEGINNING + 850_000);
        assertThat(resolve.evidenceCount()).isEqualTo(4);
        assertThat(resolve.evidenceUsd()).isEqualTo("1400000");
        assertThat(resolve.valueUsd()).isEqualTo("1400000");
    }

    @Test
    void repeatsAndHistoryDoNotCount() {
        judge("A", "BTC", 0, "900000");
        judge("B", "ETH", 1, "900000");
        judge(fill("C", "SOL", 2, 2, 2, "1", LiquidationGrade.CONFIRMED_FILL, false, false));
        judge(fill("D", "SOL", 3, 3, 3, "1", LiquidationGrade.CONFIRMED_FILL, true, true));
        judge(guess("E", "SOL", 4, "1"));
        assertThat(verdicts.alerts()).isEmpty();
        judge(fill("F", "SOL", 5, 5, 5, "1", LiquidationGrade.CONFIRMED_BACKSTOP, true, false));
        assertThat(verdicts.alerts()).hasSize(1);
    }

    @Test
    void guessesNeverPageAndCountOnceWithWhatConfirmsThem() {
        rule = with(RuleState.ACTIVE, LiquidationGrade.INFERRED_BURST);
        judge("A", "BTC", 0, "900000");
        judge(guess("B", "ETH", 1_000, "900000"));
        judge("C", "ETH", 2_000, "900000");
        assertThat(verdicts.alerts()).isEmpty();
        judge(guess("D", "SOL", 3_000, "1"));
        assertThat(verdicts.alerts()).extracting(Alert::severity).containsExactly(Severity.WARNING);
        assertThat(verdicts.alerts().get(0).message())
                .endsWith("Inferred from public trades: 1 of them.");
        judge("E", "SOL", 4_000, "2");
        assertThat(verdicts.alerts())
                .extracting(Alert::severity)
                .containsExactly(Severity.WARNING, Severity.HIGH);
    }

    @Test
    void aPausedRuleKeepsWhatItSeesAndIsSilent() {
        rule = with(RuleState.PAUSED, LiquidationGrade.CONFIRMED_FILL);
        judge("A", "BTC", 0, "900000");
        judge("B", "ETH", 1, "900000");
        judge("C", "SOL", 2, "900000");
        assertThat(verdicts.alerts()).isEmpty();
        rule = with(RuleState.ACTIVE, LiquidationGrade.CONFIRMED_FILL);
        grow("C", "SOL", 3, 2, "900001");
        assertThat(Told.of(verdicts.alerts().get(0)).evidenceUsd()).isEqualTo("2700001");
    }

    @Test
    void tellsTheOneWhoIsWokenWhatHappened() {
        judge("A", "BTC", 0, "1500000");
        judge("B", "ETH", 1_000, "300000.5");
        judge("C", "ETH", 61_000, "400000");
        Alert alert = verdicts.alerts().get(0);
        assertThat(alert.title())
                .isEqualTo(
                        "Coordinated liquidation: 3 liquidations of one account worth 2,200,000 USD within 5 min");
        assertThat(alert.message())
                .isEqualTo(
                        "Since 2025-10-10 21:15:03 UTC, 3 liquidations of 0xalice worth 2,200,000 USD began within 1 min 1 s (threshold: 3 worth at least 1,000,000 USD within 5 min). Coins: BTC 1,500,000 USD, ETH 700,000 USD.");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"coin_count\":2,\"coins\":[\"BTC\",\"ETH\"],\"inferred_liquidations\":0,\"liquidations\":3,\"min_liquidations\":3,\"risk_score\":\"66.666675\",\"threshold_usd\":\"1000000\",\"total_usd\":\"2200000.5\",\"window_end\":\"2025-10-10T21:16:04.000Z\",\"window_ms\":300000,\"window_start\":\"2025-10-10T21:15:03.000Z\"}");
        core.advance(BEGINNING + 660_999);
        assertThat(verdicts.alerts()).hasSize(1);
        core.advance(BEGINNING + 661_000);
        assertThat(verdicts.alerts().get(1).title())
                .isEqualTo("Resolved: no more coordinated liquidations of 0xalice");
    }

    @Test
    void aResolveSaysWhatTheIncidentCameTo() {
        judge("A", "BTC", 0, "500000");
        judge("B", "ETH", 1_000, "300000");
        judge("C", "ETH", 2_000, "400000");
        judge("D", "SOL", 301_500, "900000");
        core.advance(BEGINNING + 901_500);
        Alert resolve = verdicts.alerts().get(1);
        assertThat(resolve.message())
                .isEqualTo(
                        "It began at 2025-10-10 21:15:05 UTC, held at one moment and has been quiet for 10 min: 3 liquidations. They were worth 1,200,000 USD.");
        assertThat(resolve.details()).contains("\"liquidations\":3", "\"total_usd\":\"1200000\"");
    }

    @Test
    void scoreFollowsTheFormulaOfTheSourceSystems() {
        assertThat(CoordinatedRisk.score(3, new BigDecimal("1000000")))
                .isEqualByComparingTo("46.666667");
        assertThat(CoordinatedRisk.score(5, new BigDecimal("3000000"))).isEqualByComparingTo("100");
        assertThat(CoordinatedRisk.score(50, new BigDecimal("9000000")))
                .isEqualByComparingTo("100");
    }

    @Test
    void keepsAtMostFiveHundredAndNothingForLongerThanEightyMinutes() {
        for (int i = 0; i < 700; i++) {
            judge("L" + i, "BTC", i, "1");
        }
        assertThat(known.get().liquidations()).hasSize(AccountLiquidations.MAX_KEPT);
        assertThat(known.get().liquidations().get(0).liquidationId()).isEqualTo("L200");
        late("early", "BTC", 100, 800, "5000000");
        assertThat(verdicts.alerts()).isEmpty();
        core.advance(BEGINNING + AccountLiquidations.REMEMBERED_MS + 60_700);
        assertThat(known.get()).isNull();
        assertThat(core.nextDeadlineMs()).isEqualTo(CoordinatedCore.NEVER);
    }

    private static InForce<CoordinatedParameters> with(RuleState state, LiquidationGrade least) {
        CoordinatedParameters defaults = CoordinatedParameters.DEFAULTS;
        return new InForce<>(
                2,
                state,
                new CoordinatedParameters(
                        defaults.windowMs(),
                        defaults.minLiquidations(),
                        defaults.thresholdUsd(),
                        least));
    }

    private void judge(String id, String coin, long atMs, String total) {
        grow(id, coin, atMs, atMs, total);
    }

    private void grow(String id, String coin, long atMs, long startMs, String total) {
        judge(
                fill(
                        id,
                        coin,
                        atMs,
                        atMs,
                        startMs,
                        total,
                        LiquidationGrade.CONFIRMED_FILL,
                        true,
                        false));
    }

    private void late(String id, String coin, long atMs, long receivedMs, String total) {
        core.advance(BEGINNING + receivedMs);
        core.judge(
                fill(
                        id,
                        coin,
                        atMs,
                        receivedMs,
                        atMs,
                        total,
                        LiquidationGrade.CONFIRMED_FILL,
                        true,
                        false),
                BEGINNING + receivedMs,
                rule);
    }

    private LiquidationFill guess(String id, String coin, long atMs, String total) {
        return fill(
                id, coin, atMs, atMs, atMs, total, LiquidationGrade.INFERRED_BURST, true, false);
    }

    private void judge(LiquidationFill fill) {
        core.advance(fill.timeMs());
        core.judge(fill, fill.timeMs(), rule);
    }

    private LiquidationFill fill(
            String id,
            String coin,
            long atMs,
            long receivedMs,
            long startMs,
            String total,
            LiquidationGrade grade,
            boolean counted,
            boolean history) {
        tid++;
        return RandomLiquidationFills.fill(
                id,
                coin,
                ALICE,
                BEGINNING + atMs,
                tid,
                BEGINNING + startMs,
                (int) tid,
                BigDecimal.ONE,
                new BigDecimal(total),
                counted,
                history,
                grade,
                new Provenance(
                        Source.WS,
                        BEGINNING + receivedMs,
                        new Sequence(1, tid),
                        1,
                        tid,
                        0,
                        true,
                        false));
    }
}

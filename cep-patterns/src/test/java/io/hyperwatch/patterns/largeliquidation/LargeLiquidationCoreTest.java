package io.hyperwatch.patterns.largeliquidation;

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

import java.math.BigDecimal;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LargeLiquidationCoreTest {

    private static final long BEGINNING = 1_760_130_903_000L;
    private static final InForce<LargeLiquidationParameters> DEFAULTS =
            LargeLiquidationRule.DEFINITION.inForceAtFirst();

    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final HeapTable<String, LargeLiquidation> large = new HeapTable<>();
    private final LargeLiquidationCore core =
            new LargeLiquidationCore(large, new HeapCell<>(), new HeapCell<>(), verdicts);
    private InForce<LargeLiquidationParameters> rule = DEFAULTS;
    private long tid;

    @Test
    void halfAMillionIsNotLargeAndACentMoreIs() {
        judge("A", 0, 0, "500000");
        assertThat(verdicts.alerts()).isEmpty();
        judge("A", 100, 0, "500000.01");
        assertThat(severities()).containsExactly(Severity.HIGH);
        assertThat(verdicts.alerts().get(0).eventTimeMs()).isEqualTo(BEGINNING + 100);
        assertThat(verdicts.alerts().get(0).firstEventTimeMs()).isEqualTo(BEGINNING);
    }

    @Test
    void twoMillionsAreHighAndACentMoreEscalates() {
        judge("A", 0, 0, "2000000");
        judge("A", 10, 0, "2000000.01");
        judge("A", 20, 0, "9000000");
        assertThat(severities()).containsExactly(Severity.HIGH, Severity.CRITICAL);
        assertThat(verdicts.alerts().get(1).kind()).isEqualTo(AlertKind.ESCALATE);
    }

    @Test
    void aLiquidationIsOneEventHoweverManyFillsItHasAndAnotherJoinsTheIncident() {
        judge("A", 0, 0, "600000");
        judge("A", 100, 0, "700000");
        judge("B", 200, 200, "800000");
        judge("A", 300, 0, "900000");
        core.advance(BEGINNING + 60_300);
        assertThat(verdicts.alerts()).hasSize(2);
        Told resolve = Told.of(verdicts.alerts().get(1));
        assertThat(resolve.kind()).isEqualTo(AlertKind.RESOLVE);
        assertThat(resolve.eventTimeMs()).isEqualTo(BEGINNING + 60_300);
        assertThat(resolve.evidenceCount()).isEqualTo(2);
        assertThat(resolve.evidenceUsd()).isEqualTo("1700000");
        assertThat(resolve.valueUsd()).isEqualTo("900000");
    }

    @Test
    void whatIsOverIsNoNewsUnlessItGetsWorse() {
        judge("A", 0, 0, "600000");
        core.advance(BEGINNING + 60_000);
        late("A", 1_000, 90_000, "700000");
        assertThat(verdicts.alerts()).hasSize(2);
        late("A", 2_000, 91_000, "2500000");
        assertThat(severities()).containsExactly(Severity.HIGH, Severity.HIGH, Severity.CRITICAL);
        Alert again = verdicts.alerts().get(2);
        assertThat(again.kind()).isEqualTo(AlertKind.OPEN);
        assertThat(again.late()).isTrue();
        core.advance(BEGINNING + 200_000);
        assertThat(verdicts.alerts()).extracting(Alert::alertId).doesNotHaveDuplicates();
    }

    @Test
    void whatIsOnlyGuessedNeverPages() {
        judge(fill("A", 0, 0, "9000000", LiquidationGrade.INFERRED_BURST, true, false));
        assertThat(verdicts.alerts()).isEmpty();
        rule =
                inForce(
                        2,
                        RuleState.ACTIVE,
                        new LargeLiquidationParameters(
                                new BigDecimal("500000"),
                                new BigDecimal("2000000"),
                                LiquidationGrade.INFERRED_BURST));
        judge(fill("A", 1, 0, "9000000", LiquidationGrade.INFERRED_BURST, true, false));
        judge(fill("B", 2, 2, "600000", LiquidationGrade.CONFIRMED_FILL, true, false));
        assertThat(severities()).containsExactly(Severity.WARNING, Severity.HIGH);
        assertThat(verdicts.alerts().get(0).title()).startsWith("Possible large liquidation");
    }

    @Test
    void repeatsAndHistoryDoNotCount() {
        judge(fill("A", 0, 0, "9000000", LiquidationGrade.CONFIRMED_FILL, false, false));
        judge(fill("B", 0, 0, "9000000", LiquidationGrade.CONFIRMED_FILL, true, true));
        assertThat(verdicts.alerts()).isEmpty();
        assertThat(large.size()).isZero();
    }

    @Test
    void aPausedRuleForgetsNothingAndCountsNothing() {
        judge("A", 0, 0, "600000");
        rule = inForce(2, RuleState.PAUSED, LargeLiquidationParameters.DEFAULTS);
        judge("A", 10, 0, "700000");
        judge("B", 20, 20, "3000000");
        rule = inForce(3, RuleState.ACTIVE, LargeLiquidationParameters.DEFAULTS);
        judge("A", 30, 0, "800000");
        judge("B", 40, 20, "3000001");
        assertThat(severities()).containsExactly(Severity.HIGH, Severity.CRITICAL);
        Told escalate = Told.of(verdicts.alerts().get(1));
        assertThat(escalate.evidenceCount()).isEqualTo(2);
        assertThat(escalate.evidenceUsd()).isEqualTo("3800001");
    }

    @Test
    void anIncidentInShadowEndsWhenTheRuleIsActiveAndAnotherIsOpenedForTheRecord() {
        rule = inForce(2, RuleState.SHADOW, LargeLiquidationParameters.DEFAULTS);
        judge("A", 0, 0, "600000");
        rule = inForce(3, RuleState.ACTIVE, LargeLiquidationParameters.DEFAULTS);
        judge("A", 10, 0, "700000");
        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN);
        assertThat(verdicts.alerts()).extracting(Alert::shadow).containsExactly(true, true, false);
        assertThat(Told.of(verdicts.alerts().get(2)).evidenceUsd()).isEqualTo("700000");
    }

    @Test
    void whatIsJudgedInShadowIsNotCountedInAnActiveIncident() {
        judge("A", 0, 0, "600000");
        rule = inForce(2, RuleState.SHADOW, LargeLiquidationParameters.DEFAULTS);
        judge("A", 10, 0, "900000");
        judge("B", 20, 20, "5000000");
        rule = inForce(3, RuleState.ACTIVE, LargeLiquidationParameters.DEFAULTS);
        judge("A", 30, 0, "1000000");
        core.advance(BEGINNING + 100_000);
        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        Told resolve = Told.of(verdicts.alerts().get(1));
        assertThat(resolve.severity()).isEqualTo(Severity.HIGH);
        assertThat(resolve.evidenceCount()).isEqualTo(1);
        assertThat(resolve.evidenceUsd()).isEqualTo("1000000");
    }

    @Test
    void tellsTheOneWhoIsWokenWhatHappened() {
        judge("A", 0, 0, "400000");
        judge("A", 4_000, 0, "1234567.89");
        Alert alert = verdicts.alerts().get(0);
        assertThat(alert.title()).isEqualTo("Large liquidation: 1,234,568 USD of BTC long");
        assertThat(alert.message())
                .isEqualTo(
                        "The BTC long of 0xvictim-A is being liquidated since 2025-10-10 21:15:03 UTC: 1,234,568 USD in 2 fills so far (threshold 500,000 USD, critical above 2,000,000 USD), the last at 1 USD.");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"critical_usd\":\"2000000\",\"fills\":2,\"grade\":\"confirmed_fill\",\"liquidated_user\":\"0xvictim-A\",\"liquidation_id\":\"A\",\"mark_price\":null,\"method\":\"market\",\"position_side\":\"long\",\"price\":\"1\",\"started_at\":\"2025-10-10T21:15:03.000Z\",\"threshold_usd\":\"500000\",\"value_usd\":\"1234567.89\"}");
        assertThat(alert.subject()).isEqualTo("coin:BTC");
    }

    @Test
    void aResolveSaysWhatTheLiquidationsCameTo() {
        judge("A", 0, 0, "600000");
        judge("A", 1_000, 0, "1500000");
        core.advance(BEGINNING + 61_000);
        assertThat(verdicts.alerts().get(1).message())
                .isEqualTo(
                        "It began at 2025-10-10 21:15:03 UTC, lasted 1 s and has been quiet for 1 min: 1 liquidation. It came to 1,500,000 USD.");
        assertThat(verdicts.alerts().get(1).details())
                .contains(
                        "\"liquidation_id\":\"A\"",
                        "\"fills\":2",
                        "\"value_usd\":\"1500000\"",
                        "\"liquidations\":1",
                        "\"total_usd\":\"1500000\"");
    }

    @Test
    void forgetsLiquidationsTwentyMinutesAfterTheyWereLastSeen() {
        for (int i = 0; i < 200; i++) {
            judge("L" + i, i * 30_000L, i * 30_000L, "600000");
        }
        assertThat(large.size()).isBetween(40, 43);
        core.advance(BEGINNING + 200 * 30_000L + 1_300_000);
        assertThat(large.size()).isZero();
        assertThat(core.nextDeadlineMs()).isEqualTo(LargeLiquidationCore.NEVER);
    }

    @Test
    void namesTheParameterThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                LargeLiquidationRule.DEFINITION.parse(
                                        List.of("{\"critical_usd\":400000}")))
                .withMessage("large-liquidation: critical_usd must not be below threshold_usd");
    }

    private List<Severity> severities() {
        return verdicts.alerts().stream().map(Alert::severity).toList();
    }

    private static InForce<LargeLiquidationParameters> inForce(
            int version, RuleState state, LargeLiquidationParameters parameters) {
        return new InForce<>(version, state, parameters);
    }

    private void judge(String id, long atMs, long startMs, String total) {
        judge(fill(id, atMs, startMs, total, LiquidationGrade.CONFIRMED_FILL, true, false));
    }

    private void late(String id, long atMs, long receivedMs, String total) {
        LiquidationFill fill =
                fill(id, atMs, receivedMs, 0, total, LiquidationGrade.CONFIRMED_FILL, true, false);
        core.advance(BEGINNING + receivedMs - 500);
        core.judge(fill, BEGINNING + receivedMs - 500, rule);
    }

    private void judge(LiquidationFill fill) {
        core.advance(fill.timeMs());
        core.judge(fill, fill.timeMs(), rule);
    }

    private LiquidationFill fill(
            String id,
            long atMs,
            long startMs,
            String total,
            LiquidationGrade grade,
            boolean counted,
            boolean history) {
        return fill(id, atMs, atMs, startMs, total, grade, counted, history);
    }

    private LiquidationFill fill(
            String id,
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
                "BTC",
                "0xvictim-" + id,
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

package io.hyperwatch.patterns.liquidations.grades;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.flashloan.FlashLoanCore;
import io.hyperwatch.patterns.flashloan.FlashLoanParameters;
import io.hyperwatch.patterns.flashloan.FlashLoanRule;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** With {@code flash-loan}: two fills of 300,000 USD within 10 s hold. */
class GradeGateTest {

    private static final long NOW = TwoTopics.BEGINNING;
    private static final String LOWERED = "{\"min_grade\":\"inferred_burst\"}";

    private final List<RuleChange> changes = new ArrayList<>();
    private RuleRun<LiquidationFill, FlashLoanParameters> immediate;
    private RuleRun<LiquidationFill, FlashLoanParameters> allGrades;
    private long tid;

    @Test
    void byDefaultTheImmediateOneJudgesAndTheOtherKeepsNothing() {
        start();
        confirmed("A", NOW);
        confirmed("B", NOW + 1_000);
        inferred("C", NOW + 2_000);
        assertThat(opened(immediate)).hasSize(1);
        assertThat(opened(allGrades)).isEmpty();
        assertThat(allGrades.stored()).isZero();
    }

    @Test
    void loweredTheOtherOneJudgesBothGradesAndTheImmediateOneIsSilent() {
        change(2, "*", LOWERED, 0);
        start();
        confirmed("A", NOW);
        inferred("B", NOW + 1_000);
        confirmed("C", NOW + 2_000);
        assertThat(opened(immediate)).isEmpty();
        assertThat(opened(allGrades)).hasSize(1);
        assertThat(opened(allGrades).get(0).eventTimeMs()).isEqualTo(NOW + 1_000);
    }

    @Test
    void raisedAgainTheImmediateOneKnowsWhatTheOtherJudged() {
        change(2, "*", LOWERED, 0);
        change(3, "*", "{}", NOW + 1_000);
        start();
        confirmed("A", NOW);
        confirmed("B", NOW + 1_000);
        assertThat(opened(immediate)).hasSize(1);
        assertThat(opened(allGrades)).isEmpty();
    }

    @Test
    void loweredForOneCoinEachFillIsJudgedByOneOfThemOverAllThatBothKnow() {
        change(2, "coin:A", LOWERED, 0);
        start();
        inferred("A", NOW);
        confirmed("B", NOW + 1_000);
        assertThat(opened(immediate)).isEmpty();
        assertThat(opened(allGrades)).isEmpty();
        inferred("A", NOW + 2_000);
        assertThat(opened(allGrades)).hasSize(1);
        assertThat(opened(allGrades).get(0).valueUsd()).isEqualByComparingTo("900000");
        confirmed("B", NOW + 3_000);
        assertThat(opened(immediate)).hasSize(1);
        assertThat(opened(immediate).get(0).valueUsd()).isEqualByComparingTo("600000");
    }

    @Test
    void awakeForAnHourAndThenAsleep() {
        change(2, "coin:A", LOWERED, 0);
        start();
        inferred("A", NOW);
        confirmed("B", NOW + GradeGate.AWAKE_MS);
        assertThat(allGrades.stored()).isPositive();
        allGrades.advance(NOW + 2 * GradeGate.AWAKE_MS);
        assertThat(allGrades.stored()).isZero();
        confirmed("B", NOW + 2 * GradeGate.AWAKE_MS);
        assertThat(allGrades.stored()).isZero();
    }

    @Test
    void aGradeAboveTheUsualStaysWithTheImmediateOne() {
        change(2, "*", "{\"min_grade\":\"confirmed_backstop\"}", 0);
        start();
        confirmed("A", NOW);
        confirmed("B", NOW);
        assertThat(opened(immediate)).isEmpty();
        assertThat(opened(allGrades)).isEmpty();
        fill("A", NOW + 1, LiquidationGrade.CONFIRMED_BACKSTOP);
        fill("B", NOW + 1, LiquidationGrade.CONFIRMED_BACKSTOP);
        assertThat(opened(immediate)).hasSize(1);
        assertThat(opened(allGrades)).isEmpty();
    }

    @Test
    void anIncidentOfTheImmediateOneEndsThoughItsRuleWasLowered() {
        change(2, "*", LOWERED, NOW + 2_000);
        start();
        confirmed("A", NOW);
        confirmed("B", NOW);
        immediate.advance(NOW + 60_000);
        assertThat(immediate.recorded().alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
    }

    private void start() {
        immediate = run(GradeGate.immediate(new FlashLoanRule()));
        allGrades = run(GradeGate.allGrades(new FlashLoanRule()));
    }

    private RuleRun<LiquidationFill, FlashLoanParameters> run(
            Rule<LiquidationFill, FlashLoanParameters> rule) {
        return new RuleRun<>(
                rule,
                fill -> new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs()),
                changes);
    }

    private void change(int version, String scope, String parameters, long fromMs) {
        changes.add(
                new RuleChange(
                        FlashLoanCore.RULE,
                        scope,
                        version,
                        parameters,
                        RuleState.ACTIVE,
                        fromMs,
                        "test"));
    }

    private void confirmed(String coin, long timeMs) {
        fill(coin, timeMs, LiquidationGrade.CONFIRMED_FILL);
    }

    private void inferred(String coin, long timeMs) {
        fill(coin, timeMs, LiquidationGrade.INFERRED_BURST);
    }

    /** Confirmed ones reach both, the others only the one with all grades. */
    private void fill(String coin, long timeMs, LiquidationGrade grade) {
        LiquidationFill fill = TwoTopics.fill(coin, "0xv", timeMs, ++tid, 1, true, false, grade);
        if (grade != LiquidationGrade.INFERRED_BURST) {
            immediate.judge(fill, timeMs);
        }
        allGrades.judge(fill, timeMs);
    }

    private static List<Alert> opened(RuleRun<LiquidationFill, FlashLoanParameters> run) {
        return run.recorded().alerts().stream()
                .filter(alert -> alert.kind() == AlertKind.OPEN)
                .toList();
    }
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class IncidentCoreTest {

    private InForce<String> rule = new InForce<>(1, RuleState.ACTIVE, "parameters");
    private final HeapCell<IncidentMemory> memory = new HeapCell<>();
    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final IncidentCore core =
            new IncidentCore(
                    "a-rule",
                    memory,
                    verdicts,
                    incident -> Phrases.resolution(incident, "Resolved", "event", "It was bad."));

    @Test
    void opensEscalatesOnlyUpwardsAndResolves() {
        hold(0, "a", Severity.WARNING, "5");
        hold(1_000, "b", Severity.WARNING, "9");
        hold(2_000, "c", Severity.HIGH, "7");
        hold(3_000, "d", Severity.WARNING, "6");
        hold(4_000, "e", Severity.CRITICAL, "1");
        pass(63_999);
        assertThat(verdicts.alerts()).hasSize(3);
        pass(64_000);

        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(
                        AlertKind.OPEN, AlertKind.ESCALATE, AlertKind.ESCALATE, AlertKind.RESOLVE);
        assertThat(verdicts.alerts())
                .extracting(Alert::eventTimeMs)
                .containsExactly(0L, 2_000L, 4_000L, 64_000L);
        Alert open = verdicts.alerts().get(0);
        assertThat(verdicts.alerts()).extracting(Alert::incidentId).containsOnly(open.alertId());
        Alert resolve = verdicts.alerts().get(3);
        assertThat(resolve.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(resolve.valueUsd()).isEqualByComparingTo("9");
        assertThat(resolve.alertId())
                .isEqualTo(
                        AlertId.of(
                                "a-rule", 1, "venue", AlertKind.RESOLVE, Severity.CRITICAL, "a"));
        assertThat(resolve.details())
                .isEqualTo(
                        "{\"event_count\":5,\"figure\":\"e\",\"highest_value_usd\":\"9\",\"lasted_ms\":4000,\"opened_at\":\"1970-01-01T00:00:00.000Z\",\"quiet_ms\":60000,\"risk_score\":\"1\"}");
        assertThat(resolve.message())
                .isEqualTo(
                        "It began at 1970-01-01 00:00:00 UTC, lasted 4 s and has been quiet for 1 min: 5 events. It was bad.");
    }

    @Test
    void sendsARevisionWithEachAlertAndOtherwiseEveryFiveSeconds() {
        for (int second = 0; second <= 12; second++) {
            pass(second * 1_000);
            hold(second * 1_000, "e" + second, Severity.WARNING, "1");
        }
        pass(200_000);
        assertThat(verdicts.incidents())
                .extracting(Incident::eventCount)
                .containsExactly(1L, 5L, 10L, 13L, 13L);
        assertThat(verdicts.incidents())
                .extracting(Incident::revision)
                .containsExactly(1, 2, 3, 4, 5);
        Incident last = verdicts.incidents().get(4);
        assertThat(last.state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(last.resolvedAtMs()).isEqualTo(72_000);
    }

    @Test
    void aBatchOfLateRecordsIsOneIncidentThatIsQuietFromWhenWeLearnedOfIt() {
        for (int i = 0; i < 5; i++) {
            pass(300_000 + i);
            late(100_000 + i, 300_000 + i, "late" + i);
        }
        pass(1_000_000);
        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(verdicts.alerts().get(0).late()).isTrue();
        assertThat(verdicts.alerts().get(0).eventTimeMs()).isEqualTo(100_000);
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(360_004);
    }

    @Test
    void neverSendsTheSameAlertTwice() {
        hold(0, "a", Severity.WARNING, "1");
        pass(100_000);
        hold(100_000, "a", Severity.WARNING, "1");
        hold(100_001, "b", Severity.WARNING, "1");
        assertThat(verdicts.alerts()).extracting(Alert::alertId).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void theSameBeginningIsToldAgainOnlyWhereItIsWorse() {
        hold(0, "a", Severity.WARNING, "1");
        hold(1_000, "b", Severity.HIGH, "1");
        pass(100_000);
        hold(100_000, "a", Severity.HIGH, "1");
        assertThat(verdicts.alerts()).hasSize(3);
        hold(100_001, "a", Severity.CRITICAL, "1");
        pass(200_000);

        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(
                        AlertKind.OPEN,
                        AlertKind.ESCALATE,
                        AlertKind.RESOLVE,
                        AlertKind.OPEN,
                        AlertKind.RESOLVE);
        assertThat(verdicts.alerts()).extracting(Alert::alertId).doesNotHaveDuplicates();
    }

    @Test
    void aConditionThatLastsDoesNotResolveBySilence() {
        hold(0, "a", Severity.WARNING, "1");
        core.lasts(rule, 0);
        pass(10_000_000);
        assertThat(verdicts.alerts()).hasSize(1);
        core.released(10_000_000);
        core.released(10_030_000);
        pass(10_059_999);
        core.lasts(rule, 10_059_999);
        pass(10_060_000);
        assertThat(verdicts.alerts()).hasSize(1);
        core.released(10_070_000);
        pass(10_130_000);
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(10_130_000);
    }

    @Test
    void theQuietTimeNeverBeginsBeforeTheConditionLastHeld() {
        late(100_000, 300_000, "a");
        core.lasts(rule, 300_000);
        core.released(250_000);
        pass(359_999);
        assertThat(verdicts.alerts()).hasSize(1);
        pass(360_000);
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(360_000);
    }

    @Test
    void remembersTheIdsOfThirtyTwoIncidents() {
        for (int i = 0; i < 100; i++) {
            hold(i * 100_000L, "e" + i, Severity.WARNING, "1");
            pass(i * 100_000L + 90_000);
        }
        assertThat(memory.get().open()).isNull();
        assertThat(memory.get().recent()).hasSize(32);
    }

    @Test
    void nothingHoldsWhileTheRuleIsPaused() {
        rule = new InForce<>(1, RuleState.PAUSED, "parameters");
        hold(0, "a", Severity.WARNING, "1");
        assertThat(verdicts.alerts()).isEmpty();

        rule = new InForce<>(1, RuleState.ACTIVE, "parameters");
        hold(1_000, "b", Severity.WARNING, "1");
        rule = new InForce<>(2, RuleState.PAUSED, "parameters");
        hold(50_000, "c", Severity.CRITICAL, "1");
        pass(61_000);
        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
    }

    @Test
    void anIncidentThatNobodyWasToldOfEndsWhenTheRuleIsTakenOutOfShadow() {
        rule = new InForce<>(1, RuleState.SHADOW, "parameters");
        hold(0, "a", Severity.CRITICAL, "1");
        rule = new InForce<>(2, RuleState.ACTIVE, "parameters");
        hold(1_000, "b", Severity.WARNING, "1");

        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN);
        assertThat(verdicts.alerts()).extracting(Alert::shadow).containsExactly(true, true, false);
        assertThat(verdicts.alerts().get(2).ruleVersion()).isEqualTo(2);
        assertThat(verdicts.incidents().get(verdicts.incidents().size() - 2).state())
                .isEqualTo(IncidentState.RESOLVED);
    }

    private void hold(long timeMs, String identity, Severity severity, String value) {
        hold(timeMs, timeMs, false, identity, severity, value);
    }

    private void late(long timeMs, long logTimeMs, String identity) {
        hold(timeMs, logTimeMs, true, identity, Severity.WARNING, "1");
    }

    private void hold(
            long timeMs,
            long logTimeMs,
            boolean late,
            String identity,
            Severity severity,
            String value) {
        BigDecimal usd = new BigDecimal(value);
        core.held(
                new Judgement(
                        rule,
                        Subject.VENUE,
                        severity,
                        timeMs,
                        late,
                        usd,
                        BigDecimal.ONE,
                        Judgement.quietMs(10_000)),
                evidence -> evidence.plus(EvidenceEvent.of(identity, timeMs, usd, Map.of())),
                incident -> new AlertText("title", "message", Map.of("figure", identity)),
                logTimeMs);
    }

    private void pass(long logTimeMs) {
        core.advance(logTimeMs);
    }
}

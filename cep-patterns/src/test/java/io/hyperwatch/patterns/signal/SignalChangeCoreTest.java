package io.hyperwatch.patterns.signal;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Signal;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignalChangeCoreTest {

    private static final long BEGINNING = 1_760_130_903_000L;

    private RuleRun<Signal, SignalChangeParameters> run = run(List.of());

    @Test
    void theFirstSignalIsNoChange() {
        judge(0, Recommendation.LONG, "0.9", "0.9");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void anotherRecommendationIsTold() {
        judge(0, Recommendation.NEUTRAL, "0.5", "0.5");
        judge(1, Recommendation.LONG, "0.5", "0.5");
        assertThat(alerts()).hasSize(1);
        assertThat(alerts().get(0).severity()).isEqualTo(Severity.INFO);
        assertThat(alerts().get(0).subject()).isEqualTo("coin:BTC");
    }

    @Test
    void aConfidenceIsToldWhenItIsReachedNotWhileItStays() {
        judge(0, Recommendation.NEUTRAL, "0.699999", "0.5");
        judge(1, Recommendation.NEUTRAL, "0.7", "0.5");
        assertThat(alerts()).hasSize(1);
        judge(2, Recommendation.NEUTRAL, "0.95", "0.5");
        assertThat(alerts()).extracting(Alert::kind).doesNotHaveDuplicates().hasSize(2);
        judge(3, Recommendation.NEUTRAL, "0.6", "0.5");
        judge(4, Recommendation.NEUTRAL, "0.7", "0.5");
        assertThat(alerts()).extracting(Alert::alertId).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void aMoveOfTheLongBiasOfExactlyOneTenthIsTold() {
        judge(0, Recommendation.NEUTRAL, "0.5", "0.5");
        judge(1, Recommendation.NEUTRAL, "0.5", "0.599999");
        assertThat(alerts()).isEmpty();
        judge(2, Recommendation.NEUTRAL, "0.5", "0.499999");
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void aSlowDriftIsNotTold() {
        for (int i = 0; i < 10; i++) {
            judge(i, Recommendation.NEUTRAL, "0.5", "0.%02d".formatted(i * 9));
        }
        assertThat(alerts()).isEmpty();
    }

    @Test
    void eachChangeIsAnIncidentOfItsOwnWhichEndsBeforeTheNextSignal() {
        judge(0, Recommendation.NEUTRAL, "0.5", "0.5");
        judge(1, Recommendation.LONG, "0.5", "0.5");
        judge(2, Recommendation.SHORT, "0.5", "0.5");
        run.advance(BEGINNING + 3 * 300_000);
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(
                        AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(alerts()).extracting(Alert::alertId).doesNotHaveDuplicates();
        assertThat(alerts().get(1).eventTimeMs()).isEqualTo(BEGINNING + 300_000 + 60_000);
    }

    @Test
    void repeatsAndCorrectionsOfThePastAreNotJudged() {
        judge(1, Recommendation.NEUTRAL, "0.5", "0.5");
        judge(1, Recommendation.LONG, "0.9", "0.9");
        judge(0, Recommendation.LONG, "0.9", "0.9");
        judge(2, Recommendation.NEUTRAL, "0.5", "0.5");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void historyIsKnownButNotTold() {
        judge(0, 0, Recommendation.NEUTRAL, "0.5", "0.5");
        judge(300_000, 900_001, Recommendation.LONG, "0.5", "0.5");
        judge(600_000, 1_200_000, Recommendation.LONG, "0.5", "0.5");
        assertThat(alerts()).isEmpty();
        judge(900_000, 1_500_000, Recommendation.NEUTRAL, "0.5", "0.5");
        assertThat(alerts().get(0).late()).isTrue();
    }

    @Test
    void theThresholdInForceIsAppliedToBothSignals() {
        run = run(List.of(change(2, "{\"min_confidence\":\"0.6\"}", RuleState.ACTIVE, 300_000)));
        judge(0, Recommendation.NEUTRAL, "0.65", "0.5");
        judge(1, Recommendation.NEUTRAL, "0.66", "0.5");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void whilePausedSignalsAreKnownAndShadowIsRecorded() {
        run =
                run(
                        List.of(
                                change(2, "{}", RuleState.PAUSED, 300_000),
                                change(3, "{}", RuleState.SHADOW, 600_000)));
        judge(0, Recommendation.NEUTRAL, "0.5", "0.5");
        judge(1, Recommendation.LONG, "0.5", "0.5");
        assertThat(alerts()).isEmpty();
        judge(2, Recommendation.LONG, "0.5", "0.5");
        assertThat(alerts()).isEmpty();
        judge(3, Recommendation.SHORT, "0.5", "0.5");
        assertThat(alerts().get(0).shadow()).isTrue();
    }

    @Test
    void tellsWhatChanged() {
        judge(0, Recommendation.NEUTRAL, "0.5", "0.45");
        judge(1, Recommendation.LONG, "0.82", "0.65");
        Alert alert = alerts().get(0);
        assertThat(alert.title()).isEqualTo("Signal for BTC: LONG with confidence 0.82");
        assertThat(alert.message())
                .isEqualTo(
                        "At 2025-10-10 21:20:03 UTC in BTC the recommendation went from NEUTRAL to LONG; the confidence rose from 0.50 to 0.82 (threshold 0.7); the long bias moved from 0.45 to 0.65 (threshold 0.1), compared with the signal of 2025-10-10 21:15:03 UTC. Traders: 30 long, 10 short, 5 flat; their net exposure is 12.5 BTC.");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"bias_moved\":true,\"confidence\":\"0.82\",\"confidence_reached\":true,\"long_bias\":\"0.65\",\"long_bias_move\":\"0.2\",\"min_bias_move\":\"0.1\",\"min_confidence\":\"0.7\",\"net_exposure\":\"12.5\",\"previous_at\":\"2025-10-10T21:15:03.000Z\",\"previous_confidence\":\"0.5\",\"previous_long_bias\":\"0.45\",\"previous_recommendation\":\"NEUTRAL\",\"recommendation\":\"LONG\",\"recommendation_changed\":true,\"short_bias\":\"0.2\",\"traders_flat\":5,\"traders_long\":30,\"traders_short\":10}");
        assertThat(alert.valueUsd()).isNull();
    }

    @Test
    void sharesAboveOneAreRefused() {
        assertThatThrownBy(
                        () ->
                                SignalChangeRule.DEFINITION.parse(
                                        List.of("{\"min_confidence\":\"1.01\"}")))
                .hasMessageContaining("min_confidence must be 1 or less");
    }

    private List<Alert> alerts() {
        return run.recorded().alerts();
    }

    private void judge(int number, Recommendation said, String confidence, String longBias) {
        judge(number * 300_000L, number * 300_000L, said, confidence, longBias);
    }

    private void judge(
            long atMs, long receivedMs, Recommendation said, String confidence, String longBias) {
        run.judge(
                RandomSignals.signal(
                        BEGINNING + atMs,
                        said,
                        confidence,
                        longBias,
                        new Provenance(
                                Source.WS,
                                BEGINNING + receivedMs,
                                new Sequence(1, 1),
                                1,
                                1,
                                0,
                                true,
                                false)),
                BEGINNING + receivedMs);
    }

    private static RuleRun<Signal, SignalChangeParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new SignalChangeRule(),
                signal -> new RecordScope(signal.coin(), null, signal.timeMs()),
                changes);
    }

    private static RuleChange change(int version, String parameters, RuleState state, long atMs) {
        return new RuleChange(
                SignalChangeCore.RULE, "*", version, parameters, state, BEGINNING + atMs, "test");
    }
}

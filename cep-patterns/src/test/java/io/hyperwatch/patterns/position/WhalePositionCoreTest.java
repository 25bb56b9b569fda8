package io.hyperwatch.patterns.position;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WhalePositionCoreTest {

    private static final long BEGINNING = 1_760_130_903_000L;
    private static final String WHALE = "0x00000000000000000000000000000000000000aa";

    private RuleRun<PositionEvent, WhalePositionParameters> run = run(List.of());

    @Test
    void exactlyAMillionIsToldAndACentLessIsNot() {
        judge("a", 0, 0, "0", "9.9999999", true);
        assertThat(alerts()).isEmpty();
        judge("b", 1, 1, "0", "10", true);
        assertThat(alerts()).hasSize(1);
        assertThat(alerts().get(0).severity()).isEqualTo(Severity.INFO);
        assertThat(alerts().get(0).subject()).isEqualTo("account:" + WHALE + "/coin:BTC");
        assertThat(alerts().get(0).userAddress()).isEqualTo(WHALE);
        assertThat(alerts().get(0).coin()).isEqualTo("BTC");
    }

    @Test
    void whatCountsIsWhatWasTradedNotWhatThePositionIsWorth() {
        judge("a", 0, 0, "1000", "1001", true);
        assertThat(alerts()).isEmpty();
        judge("b", 1, 1, "6", "-5", true);
        assertThat(alerts()).hasSize(1);
        assertThat(alerts().get(0).valueUsd()).isEqualByComparingTo("1100000");
    }

    @Test
    void anAccountThatNobodyWatchesIsNotTold() {
        judge("a", 0, 0, "0", "100", false);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void anEventThatComesAgainCountsOnce() {
        judge("a", 0, 0, "0", "10", true);
        judge("a", 0, 500, "0", "10", true);
        judge("b", 1_000, 1_000, "10", "20", true);
        run.advance(BEGINNING + 61_000);
        assertThat(Told.of(alerts().get(1)).evidenceCount()).isEqualTo(2);
        assertThat(Told.of(alerts().get(1)).evidenceUsd()).isEqualTo("2000000");
    }

    @Test
    void historyIsNotToldAndLateEventsSaySo() {
        judge("a", 0, 600_001, "0", "10", true);
        assertThat(alerts()).isEmpty();
        judge("b", 1, 600_001, "0", "10", true);
        assertThat(alerts().get(0).late()).isTrue();
    }

    @Test
    void pausedSaysNothingShadowSaysSoAndAnAccountMayHaveItsOwnThreshold() {
        run =
                run(
                        List.of(
                                change(2, "*", "{}", RuleState.PAUSED, 0),
                                change(3, "*", "{}", RuleState.SHADOW, 1_000),
                                change(
                                        4,
                                        "account:" + WHALE,
                                        "{\"threshold_usd\":5}",
                                        RuleState.ACTIVE,
                                        200_000)));
        judge("a", 999, 999, "0", "10", true);
        assertThat(alerts()).isEmpty();
        judge("b", 1_000, 1_000, "0", "10", true);
        assertThat(alerts().get(0).shadow()).isTrue();
        assertThat(alerts().get(0).ruleVersion()).isEqualTo(3);
        judge("c", 200_000, 200_000, "0", "0.00005", true);
        assertThat(alerts().get(2).shadow()).isFalse();
        assertThat(alerts().get(2).ruleVersion()).isEqualTo(4);
    }

    @Test
    void tellsWhatHappened() {
        judge("id-1", 0, 0, "-2.5", "10", true);
        Alert alert = alerts().get(0);
        assertThat(alert.title()).isEqualTo("Whale flipped BTC: 1,250,000 USD traded");
        assertThat(alert.message())
                .isEqualTo(
                        WHALE
                                + " flipped its position in BTC at 2025-10-10 21:15:03 UTC: from -2.5 to 10 at 100000 USD, 1,250,000 USD traded (threshold 1,000,000 USD). The account is worth 100,000,000 USD.");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"account_value_usd\":\"100000000\",\"current_size\":\"10\",\"event_id\":\"id-1\",\"event_type\":\"position_flipped\",\"position_usd\":\"1000000\",\"previous_size\":\"-2.5\",\"price\":\"100000\",\"threshold_usd\":\"1000000\",\"traded_usd\":\"1250000\"}");
        run.advance(BEGINNING + 60_000);
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
    }

    @Test
    void forgetsEventsTwentyMinutesAfterTheyCame() {
        for (int i = 0; i < 200; i++) {
            judge("e" + i, i * 30_000L, i * 30_000L, "0", "10", true);
        }
        assertThat(run.stored()).isLessThan(45);
        run.advance(BEGINNING + 200 * 30_000L + 1_300_000);
        assertThat(run.stored()).isZero();
        assertThat(run.detector().nextDeadlineMs()).isEqualTo(Detector.NEVER);
    }

    @Test
    void aThresholdMustBeAboveZero() {
        assertThatThrownBy(
                        () ->
                                WhalePositionRule.DEFINITION.parse(
                                        List.of("{\"threshold_usd\":\"0\"}")))
                .hasMessageContaining("threshold_usd must be a decimal above 0");
    }

    private List<Alert> alerts() {
        return run.recorded().alerts();
    }

    private void judge(
            String id, long atMs, long receivedMs, String before, String after, boolean watched) {
        run.judge(
                Positions.event(
                        id,
                        WHALE,
                        "BTC",
                        BEGINNING + atMs,
                        before,
                        after,
                        "100000",
                        watched,
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

    private static RuleRun<PositionEvent, WhalePositionParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new WhalePositionRule(),
                event -> new RecordScope(event.coin(), event.address(), event.timeMs()),
                changes);
    }

    private static RuleChange change(
            int version, String scope, String parameters, RuleState state, long atMs) {
        return new RuleChange(
                WhalePositionCore.RULE,
                scope,
                version,
                parameters,
                state,
                BEGINNING + atMs,
                "test");
    }
}

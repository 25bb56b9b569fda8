package io.hyperwatch.patterns.funding;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExtremeFundingCoreTest {

    private static final long HOUR = 1_760_130_000_000L;
    private static final String ACCOUNT = "0x00000000000000000000000000000000000000aa";

    private RuleRun<FundingObservation, ExtremeFundingParameters> run = run(List.of());
    private long sequence;

    @Test
    void onePercentIsNotExtremeAndALittleMoreIsEitherWay() {
        judge(estimate(0, "0.01"));
        judge(estimate(1, "-0.01"));
        assertThat(alerts()).isEmpty();
        judge(estimate(2, "-0.0100000001"));
        assertThat(only().severity()).isEqualTo(Severity.HIGH);
        assertThat(only().details()).contains("\"payer\":\"shorts\"");
    }

    @Test
    void tellsWhoSaysSoAndWhatTheOthersSaidLast() {
        judge(settled(50, "0.009"));
        judge(estimate(900_000, "0.0125"));
        assertThat(only().title()).isEqualTo("BTC funding rate is 1.25 % an hour");
        assertThat(only().message())
                .isEqualTo(
                        "The running estimate of the funding rate of BTC is 1.25 % an hour, 10,950 % a year (threshold 1 % either way), since 2025-10-10 21:15:00 UTC: longs pay shorts. Last heard: estimate 1.25 % at 2025-10-10 21:15:00 UTC, settled 0.90 % at 2025-10-10 21:00:00 UTC, payments none.");
        assertThat(only().details())
                .isEqualTo(
                        "{\"account\":null,\"estimate_at\":\"2025-10-10T21:15:00.000Z\",\"estimate_rate_pct\":\"1.250000\",\"payer\":\"longs\",\"payment_at\":null,\"payment_rate_pct\":null,\"rate_pct\":\"1.250000\",\"rearm_pct\":\"0.800000\",\"settled_at\":\"2025-10-10T21:00:00.050Z\",\"settled_rate_pct\":\"0.900000\",\"source\":\"estimate\",\"threshold_pct\":\"1.000000\"}");
    }

    @Test
    void lastsUntilTheLastWordIsBelowFourFifths() {
        judge(estimate(0, "0.02"));
        judge(estimate(10_000, "0.008"));
        run.advance(HOUR + 3_000_000);
        only();
        judge(estimate(3_000_000, "0.0079999"));
        run.advance(HOUR + 3_059_999);
        only();
        run.advance(HOUR + 3_060_000);
        assertThat(alerts()).extracting(Alert::kind).last().isEqualTo(AlertKind.RESOLVE);
        assertThat(alerts().get(1).message()).endsWith("the rate was 2.00 % an hour.");
    }

    @Test
    void theSettledRateIsTheLastWordOfItsMomentAndTheNextEstimateOfTheNext() {
        judge(estimate(50, "0.001"));
        judge(settled(50, "0.012"));
        run.advance(HOUR + 600_000);
        only();
        judge(estimate(600_000, "0.001"));
        run.advance(HOUR + 660_000);
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void aSettledRateReceivedAfterLowEstimatesIsToldAndResolvedAfterAMinute() {
        judge(estimate(130_000, "0.001"));
        judge(received(settled(50, "0.012"), 140_000));
        assertThat(only().late()).isTrue();
        run.advance(HOUR + 199_999);
        only();
        run.advance(HOUR + 200_000);
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void historyIsKnownButNeverTold() {
        judge(received(settled(0, "0.03"), 600_001));
        assertThat(alerts()).isEmpty();
        judge(estimate(700_000, "0.02"));
        assertThat(only().details()).contains("\"settled_rate_pct\":\"3.000000\"");
        judge(received(settled(3_600_000, "0.001"), 4_300_000));
        run.advance(HOUR + 4_360_000);
        assertThat(alerts()).as("a rate of more than ten minutes ago ends it").hasSize(2);
    }

    @Test
    void countsARateOnceHoweverOftenItComes() {
        judge(settled(50, "0.012"));
        judge(received(settled(50, "0.012"), 60_000));
        judge(payment(50, "0.012", null));
        judge(payment(50, "0.012", 1));
        judge(estimate(70_000, "0.001"));
        run.advance(HOUR + 1_000_000);
        assertThat(alerts().get(1).details()).contains("\"event_count\":2");
    }

    @Test
    void endsWhenNothingHasBeenHeardForTwoHours() {
        judge(payment(50, "0.012", null));
        run.advance(HOUR + 50 + 7_200_000 + 59_999);
        only();
        run.advance(HOUR + 50 + 7_200_000 + 60_000);
        assertThat(alerts()).extracting(Alert::kind).last().isEqualTo(AlertKind.RESOLVE);
    }

    @Test
    void aDayOfPaymentsMergedIntoOneSaysNothing() {
        assertThat(FundingObservation.of(paid(0, "0.05", 24))).isNull();
        assertThat(FundingObservation.of(paid(0, "0.05", 1))).isNotNull();
        assertThat(FundingObservation.of(paid(0, null, 1))).isNull();
        Price mid = Price.mid("BTC", HOUR, BigDecimal.ONE, provenance(0));
        assertThat(FundingObservation.of(mid)).isNull();
    }

    @Test
    void whatIsInForceDecidesRecordByRecordAndAccountByAccount() {
        run =
                run(
                        List.of(
                                change(
                                        2,
                                        "account:" + ACCOUNT,
                                        "{\"threshold_pct\":\"0.1\"}",
                                        RuleState.ACTIVE,
                                        0),
                                change(3, "*", "{}", RuleState.PAUSED, 100_000),
                                change(4, "*", "{}", RuleState.SHADOW, 300_000)));
        judge(settled(50, "0.005"));
        assertThat(alerts()).isEmpty();
        judge(payment(50, "0.005", null));
        assertThat(only().ruleVersion()).isEqualTo(2);
        judge(estimate(100_000, "0.03"));
        run.advance(HOUR + 160_000);
        assertThat(alerts()).extracting(Alert::kind).last().isEqualTo(AlertKind.RESOLVE);
        judge(estimate(300_000, "0.03"));
        assertThat(alerts().get(2).shadow()).isTrue();
    }

    @Test
    void anAccountInShadowNeitherEndsTheIncidentNorSaysHowExtremeItWas() {
        run = run(List.of(change(2, "account:" + ACCOUNT, "{}", RuleState.SHADOW, 0)));
        judge(settled(50, "0.02"));
        judge(payment(60, "0.05", null));
        judge(estimate(1_000, "0.03"));
        judge(payment(2_000, "0.04", null));
        only();
        judge(estimate(3_000, "0.001"));
        run.advance(HOUR + 200_000);

        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        Alert resolve = alerts().get(1);
        assertThat(resolve.shadow()).isFalse();
        assertThat(resolve.eventTimeMs()).isEqualTo(HOUR + 2_000 + 60_000);
        assertThat(resolve.message()).contains("3.00 %");
    }

    @Test
    void takesNotableEstimatesTheFirstBelowAndOneAMinute() {
        FundingEstimates estimates = new FundingEstimates(new HeapCell<>());
        assertThat(estimates.take(estimate(0, "0.0004999"))).isTrue();
        assertThat(estimates.take(estimate(1, "0.0004999"))).isFalse();
        assertThat(estimates.take(estimate(2, "0.0005"))).isTrue();
        assertThat(estimates.take(estimate(3, "-0.0005"))).isTrue();
        assertThat(estimates.take(estimate(4, "0"))).isTrue();
        assertThat(estimates.take(estimate(59_999, "0"))).isFalse();
        assertThat(estimates.take(estimate(60_000, "0"))).isTrue();
    }

    @Test
    void badParametersAreRefusedByName() {
        assertThatThrownBy(() -> parse("{\"threshold_pct\":0.09}"))
                .hasMessage("extreme-funding: threshold_pct must be 0.1 or more");
        assertThatThrownBy(() -> parse("{\"rearm_ratio\":0.4}"))
                .hasMessage("extreme-funding: rearm_ratio must be from 0.5 to 1");
    }

    private static void parse(String parameters) {
        ExtremeFundingRule.DEFINITION.parse(List.of(parameters));
    }

    private FundingObservation estimate(long atMs, String rate) {
        return FundingObservation.of(
                RandomFunding.context("BTC", HOUR + atMs, new BigDecimal(rate), provenance(atMs)));
    }

    private FundingObservation settled(long atMs, String rate) {
        return FundingObservation.of(
                new FundingRate("BTC", HOUR + atMs, new BigDecimal(rate), null, provenance(atMs)));
    }

    private FundingObservation payment(long atMs, String rate, Integer samples) {
        return FundingObservation.of(paid(atMs, rate, samples));
    }

    private FundingPayment paid(long atMs, String rate, Integer samples) {
        return new FundingPayment(
                ACCOUNT,
                "BTC",
                HOUR + atMs,
                BigDecimal.ONE,
                BigDecimal.ONE,
                rate == null ? null : new BigDecimal(rate),
                samples,
                null,
                provenance(atMs));
    }

    /** Of an account that is looked at for the first time they are history. */
    @Test
    void paymentsOfASnapshotAreNotJudged() {
        FundingPayment live = paid(0, "0.02", null);
        Provenance now = live.provenance();
        FundingPayment past =
                live.withProvenance(
                        new Provenance(
                                now.source(),
                                now.receivedAtMs(),
                                now.sequence(),
                                now.connection(),
                                now.frame(),
                                now.index(),
                                now.last(),
                                true));
        assertThat(FundingObservation.of(live)).isNotNull();
        assertThat(FundingObservation.of(past)).isNull();
    }

    private static FundingObservation received(FundingObservation said, long atMs) {
        return new FundingObservation(
                said.source(),
                said.coin(),
                said.account(),
                said.timeMs(),
                said.rate(),
                said.identity(),
                HOUR + atMs,
                said.sequence());
    }

    private Provenance provenance(long receivedMs) {
        sequence++;
        return new Provenance(
                Source.WS,
                HOUR + receivedMs,
                new Sequence(HOUR, sequence),
                1,
                sequence,
                0,
                true,
                false);
    }

    private Alert only() {
        assertThat(alerts()).hasSize(1);
        return alerts().get(0);
    }

    private List<Alert> alerts() {
        return run.recorded().alerts();
    }

    private void judge(FundingObservation said) {
        run.judge(said, Math.max(said.timeMs(), said.receivedAtMs()));
    }

    private static RuleRun<FundingObservation, ExtremeFundingParameters> run(
            List<RuleChange> changes) {
        return new RuleRun<>(
                new ExtremeFundingRule(),
                said -> new RecordScope(said.coin(), said.account(), said.timeMs()),
                changes);
    }

    private static RuleChange change(
            int version, String scope, String parameters, RuleState state, long atMs) {
        return new RuleChange(
                ExtremeFundingCore.RULE, scope, version, parameters, state, HOUR + atMs, "test");
    }
}

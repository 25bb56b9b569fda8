package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.DeliveryStatus;
import io.hyperwatch.alerts.Severity;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryPlannerTest {

    private static final long NOW = SampleAlerts.BORN_AT_MS + 50;
    private static final long DAY = 86_400_000;
    private static final DeliverySettings SETTINGS = DeliverySettings.of(Severity.HIGH, false);
    private static final FixedChannel ONE = new FixedChannel("webhook", List.of("webhook-1"));
    private static final FixedChannel TWO =
            new FixedChannel("webhook", List.of("webhook-1", "webhook-2"));

    private KeyedTwoInputStreamOperatorTestHarness<String, Alert, Delivery, DeliveryAttempt>
            planner;

    @BeforeEach
    void open() throws Exception {
        planner = harness(ONE);
        planner.open();
        planner.setProcessingTime(NOW);
    }

    @AfterEach
    void close() throws Exception {
        planner.close();
    }

    @Test
    void anAlertIsAttemptedAtOnceAtEveryEndpoint() throws Exception {
        restart(TWO);
        alert(SampleAlerts.alert("a"));
        assertThat(attempts())
                .extracting(DeliveryAttempt::endpoint)
                .containsExactlyInAnyOrder("webhook-1", "webhook-2");
    }

    @Test
    void anAlertThatIsEmittedAgainIsNeverPostedTwice() throws Exception {
        alert(SampleAlerts.alert("a"));
        alert(SampleAlerts.alert("a"));
        assertThat(attempts()).hasSize(1);

        outcome("a", DeliveryStatus.SENT, 1, null);
        planner.setProcessingTime(NOW + 6 * DAY);
        alert(born(SampleAlerts.alert("a"), NOW + 6 * DAY));
        assertThat(attempts()).isEmpty();
    }

    @Test
    void aQuietAlertIsSuppressedWithItsReasonAndLeavesNoState() throws Exception {
        alert(SampleAlerts.alert("a", AlertKind.OPEN, Severity.WARNING));
        assertThat(attempts()).isEmpty();
        assertThat(outcomes())
                .singleElement()
                .satisfies(
                        delivery -> {
                            assertThat(delivery.status()).isEqualTo(DeliveryStatus.SUPPRESSED);
                            assertThat(delivery.reason())
                                    .isEqualTo("severity warning is below high");
                            assertThat(delivery.endpoint()).isEqualTo("webhook-1");
                            assertThat(delivery.attempts()).isZero();
                        });
        assertThat(planner.numKeyedStateEntries()).isZero();
    }

    @Test
    void aResolveIsDeliveredWhereItsIncidentWasLoudEnough() throws Exception {
        alert(SampleAlerts.alert("loud", AlertKind.RESOLVE, Severity.HIGH));
        alert(SampleAlerts.alert("quiet", AlertKind.RESOLVE, Severity.INFO));
        assertThat(attempts()).extracting(a -> a.alert().alertId()).containsExactly("loud");
        assertThat(outcomes()).extracting(Delivery::alertId).containsExactly("quiet");
    }

    @Test
    void anAlertReadADayLateIsSuppressed() throws Exception {
        planner.setProcessingTime(NOW + DAY + 3_600_000);
        alert(SampleAlerts.alert("a"));
        assertThat(attempts()).isEmpty();
        assertThat(outcomes()).extracting(Delivery::reason).containsExactly("older than 24 h");
    }

    @Test
    void aFailedAttemptIsMadeAgainWhenItsOutcomeSays() throws Exception {
        alert(SampleAlerts.alert("a"));
        attempts();
        outcome("a", DeliveryStatus.RETRYING, 1, NOW + 5_000);
        planner.setProcessingTime(NOW + 4_999);
        assertThat(attempts()).isEmpty();
        planner.setProcessingTime(NOW + 5_000);
        assertThat(attempts())
                .singleElement()
                .satisfies(
                        attempt -> {
                            assertThat(attempt.number()).isEqualTo(2);
                            assertThat(attempt.firstAttemptAtMs()).isEqualTo(NOW);
                            assertThat(attempt.alert()).isEqualTo(SampleAlerts.alert("a"));
                        });
    }

    @Test
    void anOutcomeThatIsReadTwiceCausesOneAttempt() throws Exception {
        alert(SampleAlerts.alert("a"));
        outcome("a", DeliveryStatus.RETRYING, 1, NOW + 5_000);
        outcome("a", DeliveryStatus.RETRYING, 1, NOW + 5_000);
        attempts();
        planner.setProcessingTime(NOW + 5_000);
        outcome("a", DeliveryStatus.RETRYING, 1, NOW + 5_000);
        planner.setProcessingTime(NOW + 60_000);
        assertThat(attempts()).hasSize(1);
    }

    @Test
    void successOfAnAttemptThatWasMadeAgainEndsTheDelivery() throws Exception {
        alert(SampleAlerts.alert("a"));
        outcome("a", DeliveryStatus.RETRYING, 1, NOW + 5_000);
        planner.setProcessingTime(NOW + 5_000);
        attempts();
        outcome("a", DeliveryStatus.SENT, 1, null);
        outcome("a", DeliveryStatus.RETRYING, 2, NOW + 300_000);
        planner.setProcessingTime(NOW + DAY);
        assertThat(attempts()).isEmpty();
    }

    @Test
    void anEndedDeliveryIsForgottenAfterSevenDaysAndItsAlertAtOnce() throws Exception {
        alert(SampleAlerts.alert("a"));
        assertThat(planner.numKeyedStateEntries()).isEqualTo(2);
        outcome("a", DeliveryStatus.FAILED, 8, null);
        assertThat(planner.numKeyedStateEntries()).isEqualTo(1);
        planner.setProcessingTime(NOW + DeliveryPlanner.REMEMBERED_MS);
        assertThat(planner.numKeyedStateEntries()).isZero();
        assertThat(planner.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aRestartKeepsTheScheduleAndGivesUpEndpointsThatAreGone() throws Exception {
        restart(TWO);
        alert(SampleAlerts.alert("a"));
        attempts();
        outcome("a", "webhook-1", DeliveryStatus.RETRYING, 1, NOW + 5_000);
        outcome("a", "webhook-2", DeliveryStatus.RETRYING, 1, NOW + 5_000);
        restart(ONE);
        planner.setProcessingTime(NOW + 5_000);
        assertThat(attempts()).extracting(DeliveryAttempt::endpoint).containsExactly("webhook-1");
        assertThat(outcomes())
                .singleElement()
                .satisfies(
                        delivery -> {
                            assertThat(delivery.endpoint()).isEqualTo("webhook-2");
                            assertThat(delivery.status()).isEqualTo(DeliveryStatus.FAILED);
                            assertThat(delivery.reason())
                                    .isEqualTo("endpoint is no longer configured");
                            assertThat(delivery.revision()).isEqualTo(3);
                        });
    }

    @Test
    void aRetryThatIsDueLongAfterItsAlertIsGivenUp() throws Exception {
        alert(SampleAlerts.alert("a"));
        attempts();
        outcome("a", DeliveryStatus.RETRYING, 1, NOW + 5_000);
        OperatorSubtaskState state = planner.snapshot(1, NOW);
        planner.close();
        planner = harness(ONE);
        planner.setProcessingTime(NOW + 2 * DAY);
        planner.initializeState(state);
        planner.open();
        planner.setProcessingTime(NOW + 2 * DAY + 1);
        assertThat(attempts()).isEmpty();
        assertThat(outcomes()).extracting(Delivery::reason).containsExactly("older than 24 h");
    }

    @Test
    void anAttemptWhoseOutcomeNeverComesIsMadeAgain() throws Exception {
        alert(SampleAlerts.alert("a"));
        attempts();
        planner.setProcessingTime(NOW + DeliveryPlanner.OUTCOME_LOST_AFTER_MS);
        assertThat(attempts()).extracting(DeliveryAttempt::number).containsExactly(2);
    }

    @Test
    void withoutStateTheTopicOfOutcomesTellsWhatWasSent() throws Exception {
        outcome("a", DeliveryStatus.SENT, 1, null);
        alert(SampleAlerts.alert("a"));
        assertThat(attempts()).isEmpty();
    }

    @Test
    void stateAndStreamTypesNeedNoKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(EndpointProgress.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DeliveryAttempt.class);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Alert, Delivery, DeliveryAttempt>
            harness(AlertChannel channel) throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new DeliveryPlanner(SETTINGS, List.of(channel))),
                Alert::alertId,
                Delivery::alertId,
                Types.STRING);
    }

    private void restart(AlertChannel channel) throws Exception {
        OperatorSubtaskState state = planner.snapshot(1, NOW);
        planner.close();
        planner = harness(channel);
        planner.initializeState(state);
        planner.open();
        planner.setProcessingTime(NOW);
    }

    private static Alert born(Alert alert, long atMs) {
        return alert.seenAt(atMs, null);
    }

    private void alert(Alert alert) throws Exception {
        planner.processElement1(new StreamRecord<>(alert));
    }

    private void outcome(String id, DeliveryStatus status, int attempts, Long nextAtMs)
            throws Exception {
        outcome(id, "webhook-1", status, attempts, nextAtMs);
    }

    private void outcome(
            String id, String endpoint, DeliveryStatus status, int attempts, Long nextAtMs)
            throws Exception {
        planner.processElement2(
                new StreamRecord<>(
                        new Delivery(
                                id,
                                endpoint,
                                "webhook",
                                status,
                                null,
                                attempts,
                                null,
                                null,
                                NOW,
                                status == DeliveryStatus.SENT ? NOW : null,
                                nextAtMs,
                                1)));
    }

    private List<DeliveryAttempt> attempts() {
        List<DeliveryAttempt> attempts = planner.extractOutputValues();
        planner.getOutput().clear();
        return attempts;
    }

    private List<Delivery> outcomes() {
        Queue<StreamRecord<Delivery>> records = planner.getSideOutput(DeliveryPlanner.OUTCOMES);
        List<Delivery> outcomes = new ArrayList<>();
        records.forEach(record -> outcomes.add(record.getValue()));
        return outcomes;
    }
}

package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.DeliveryStatus;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class AlertSenderTest {

    private static final long NOW = SampleAlerts.BORN_AT_MS + 100;
    private static final TypeSerializer<DeliveryAttempt> SERIALIZER =
            TypeInformation.of(DeliveryAttempt.class).createSerializer(new SerializerConfigImpl());

    @Test
    void anAcceptedAttemptIsSent() throws Exception {
        assertThat(send("ok", 1, null))
                .isEqualTo(
                        new Delivery(
                                "a",
                                "ok",
                                "webhook",
                                DeliveryStatus.SENT,
                                null,
                                1,
                                200,
                                null,
                                NOW,
                                NOW,
                                null,
                                1_000_001));
    }

    @Test
    void theFirstAttemptIsRememberedOverRetries() throws Exception {
        Delivery outcome = send("busy", 2, NOW - 5_000);
        assertThat(outcome.status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(outcome.firstAttemptAtMs()).isEqualTo(NOW - 5_000);
        assertThat(outcome.lastStatusCode()).isEqualTo(429);
        assertThat(outcome.nextAttemptAtMs()).isBetween(NOW + 300_000, NOW + 360_000);
        assertThat(outcome.revision()).isEqualTo(4);
    }

    @Test
    void retryAfterPostponesTheNextAttempt() throws Exception {
        assertThat(send("busy", 1, null).nextAttemptAtMs()).isEqualTo(NOW + 60_000);
    }

    @Test
    void theLastAttemptFails() throws Exception {
        Delivery outcome = send("busy", 8, NOW);
        assertThat(outcome.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(outcome.reason()).isEqualTo("given up after 8 attempts");
        assertThat(outcome.lastError()).isEqualTo("HTTP 429");
        assertThat(outcome.nextAttemptAtMs()).isNull();
        assertThat(outcome.revision()).isEqualTo(17);
    }

    @Test
    void anEndpointThatIsGoneFailsAtOnce() throws Exception {
        Delivery outcome = send("gone", 1, null);
        assertThat(outcome.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(outcome.lastStatusCode()).isEqualTo(410);
        assertThat(outcome.reason()).isEqualTo("refused by the endpoint");
    }

    @Test
    void aChannelThatBreaksNeverFailsTheJob() throws Exception {
        assertThat(send("throws", 1, null).lastError()).isEqualTo("IllegalStateException");
        assertThat(send("fails", 1, null).status()).isEqualTo(DeliveryStatus.RETRYING);
    }

    @Test
    void anAttemptWithoutEndIsRetried() throws Exception {
        try (OneInputStreamOperatorTestHarness<DeliveryAttempt, Delivery> harness = harness()) {
            harness.open();
            harness.processElement(new StreamRecord<>(attempt("hangs", 1, null)));
            harness.setProcessingTime(AlertSender.TIMEOUT_MS + 1);
            harness.endInput();
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(
                            outcome ->
                                    assertThat(outcome.lastError())
                                            .isEqualTo("no outcome within 120 s"));
        }
    }

    private static Delivery send(String endpoint, int number, Long firstAttemptAtMs)
            throws Exception {
        try (OneInputStreamOperatorTestHarness<DeliveryAttempt, Delivery> harness = harness()) {
            harness.open();
            harness.processElement(new StreamRecord<>(attempt(endpoint, number, firstAttemptAtMs)));
            harness.endInput();
            return harness.extractOutputValues().get(0);
        }
    }

    private static DeliveryAttempt attempt(String endpoint, int number, Long firstAttemptAtMs) {
        return new DeliveryAttempt(
                SampleAlerts.alert("a"), endpoint, "webhook", number, firstAttemptAtMs);
    }

    private static OneInputStreamOperatorTestHarness<DeliveryAttempt, Delivery> harness()
            throws Exception {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        return new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(
                        new AlertSender(
                                RetrySchedule.STANDARD,
                                List.of(new FixedChannel("webhook", List.of())),
                                clock),
                        AlertSender.TIMEOUT_MS,
                        AlertSender.CAPACITY,
                        AsyncDataStream.OutputMode.UNORDERED),
                SERIALIZER);
    }
}

package io.hyperwatch.sinks.webhook;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.DeliveryStatus;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.sinks.delivery.AlertChannel;
import io.hyperwatch.sinks.delivery.AlertSender;
import io.hyperwatch.sinks.delivery.DeliveryAttempt;
import io.hyperwatch.sinks.delivery.DeliveryPlanner;
import io.hyperwatch.sinks.delivery.DeliverySettings;
import io.hyperwatch.sinks.delivery.RetrySchedule;
import io.hyperwatch.sinks.delivery.SampleAlerts;

import com.sun.net.httpserver.HttpServer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

/** Planner and sender against a real receiver, the outcomes read back as from their topic. */
class DeliveryLoopTest {

    private static final String URLS = "LOOP_TEST_URLS";
    private static final String SECRET = "LOOP_TEST_SECRET";

    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new ArrayList<>(List.of(500, 302, 200));
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
                    exchange.sendResponseHeaders(statuses.remove(0), -1);
                    exchange.close();
                });
        server.start();
        System.setProperty(URLS, "http://localhost:" + server.getAddress().getPort());
        System.setProperty(SECRET, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty(URLS);
        System.clearProperty(SECRET);
    }

    @Test
    void anAlertArrivesAtTheThirdAttemptAndIsNotPostedAgain() throws Exception {
        DeliverySettings settings =
                new DeliverySettings(Severity.HIGH, URLS, SECRET, true, RetrySchedule.STANDARD);
        List<AlertChannel> channels = List.of(new WebhookChannel(settings));
        Alert alert = SampleAlerts.alert("0123456789abcdef0123456789abcdef");
        List<Delivery> outcomes = new ArrayList<>();
        long now = SampleAlerts.BORN_AT_MS;

        try (KeyedTwoInputStreamOperatorTestHarness<String, Alert, Delivery, DeliveryAttempt>
                planner =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new KeyedCoProcessOperator<>(
                                        new DeliveryPlanner(settings, channels)),
                                Alert::alertId,
                                Delivery::alertId,
                                Types.STRING)) {
            planner.open();
            planner.setProcessingTime(now);
            planner.processElement1(new StreamRecord<>(alert));
            List<DeliveryAttempt> attempts = taken(planner);
            while (!attempts.isEmpty()) {
                Delivery outcome = send(settings, channels, attempts.get(0), now);
                outcomes.add(outcome);
                planner.processElement2(new StreamRecord<>(outcome));
                now = outcome.nextAttemptAtMs() == null ? now + 1 : outcome.nextAttemptAtMs();
                planner.setProcessingTime(now);
                attempts = taken(planner);
            }
            planner.processElement1(new StreamRecord<>(alert));
            assertThat(taken(planner)).isEmpty();
        }

        assertThat(outcomes)
                .extracting(Delivery::status)
                .containsExactly(
                        DeliveryStatus.RETRYING, DeliveryStatus.RETRYING, DeliveryStatus.SENT);
        assertThat(outcomes).extracting(Delivery::attempts).containsExactly(1, 2, 3);
        assertThat(outcomes)
                .extracting(Delivery::firstAttemptAtMs)
                .containsOnly(SampleAlerts.BORN_AT_MS);
        assertThat(outcomes).extracting(Delivery::revision).isSorted();
        assertThat(ids).hasSize(3).containsOnly(alert.alertId());
    }

    private static List<DeliveryAttempt> taken(
            KeyedTwoInputStreamOperatorTestHarness<String, Alert, Delivery, DeliveryAttempt>
                    planner) {
        List<DeliveryAttempt> attempts = planner.extractOutputValues();
        planner.getOutput().clear();
        return attempts;
    }

    private static Delivery send(
            DeliverySettings settings,
            List<AlertChannel> channels,
            DeliveryAttempt attempt,
            long nowMs)
            throws Exception {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC);
        try (OneInputStreamOperatorTestHarness<DeliveryAttempt, Delivery> sender =
                new OneInputStreamOperatorTestHarness<>(
                        new AsyncWaitOperatorFactory<>(
                                new AlertSender(settings.schedule(), channels, clock),
                                AlertSender.TIMEOUT_MS,
                                AlertSender.CAPACITY,
                                AsyncDataStream.OutputMode.UNORDERED),
                        TypeInformation.of(DeliveryAttempt.class)
                                .createSerializer(new SerializerConfigImpl()))) {
            sender.open();
            sender.processElement(new StreamRecord<>(attempt));
            sender.endInput();
            return sender.extractOutputValues().get(0);
        }
    }
}

package io.hyperwatch.testbed.servers;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.KafkaTopics;
import io.hyperwatch.bridge.publish.LastTicks;
import io.hyperwatch.bridge.publish.LogTail;
import io.hyperwatch.bridge.publish.SpoolingPublisher;
import io.hyperwatch.bridge.publish.TrackingRequests;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What the bridge reads back from a real log when it starts. */
class LogTailTest {

    private static final long T0 = 1_760_000_000_000L;

    @TempDir static Path directory;
    private static KafkaServer kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaServer.start(directory);
        KafkaTopics.ensure(kafka.bootstrapServers(), List.of(Topic.values()), List.of());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static void publish(List<Envelope> records) {
        SpoolingPublisher publisher =
                SpoolingPublisher.connect(
                        kafka.bootstrapServers(),
                        64L * 1024 * 1024,
                        (topic, key, timestampMs) -> {
                            throw new AssertionError("dropped: " + topic);
                        },
                        nanos -> {},
                        System::nanoTime);
        records.forEach(publisher::publish);
        assertThat(publisher.close(Duration.ofSeconds(30))).isZero();
    }

    private static Envelope event(Topic topic, int partition, Object event, long timestampMs) {
        return new Envelope(
                topic,
                partition,
                "key",
                event instanceof String text
                        ? text.getBytes(StandardCharsets.UTF_8)
                        : EventCodec.encode(event),
                timestampMs,
                List.of(new Envelope.Header("source", "ws")));
    }

    @Test
    void theNewestTickOfEachPartitionIsFoundBehindManyRecords() {
        List<Envelope> records = new ArrayList<>();
        List<Integer> behind = List.of(0, 450, 2_000, 9_000);
        for (int partition = 0; partition < behind.size(); partition++) {
            records.add(Envelope.tick(Topic.TRADES, partition, T0));
            records.add(Envelope.tick(Topic.TRADES, partition, T0 + 1_000 + partition));
        }
        publish(records);
        List<Envelope> after = new ArrayList<>();
        for (int partition = 0; partition < behind.size(); partition++) {
            for (int i = 0; i < behind.get(partition); i++) {
                after.add(event(Topic.TRADES, partition, "{}", T0 + 50_000));
            }
        }
        after.add(Envelope.tick(Topic.PRICES, 2, T0 + 700));
        after.add(event(Topic.PRICES, 1, "{}", T0));
        publish(after);

        LastTicks ticks =
                LogTail.lastTicks(
                        kafka.bootstrapServers(),
                        List.of(Topic.TRADES, Topic.PRICES, Topic.FILLS),
                        System::nanoTime);

        assertThat(ticks.byTopic().get(Topic.TRADES))
                .containsExactly(T0 + 1_000, T0 + 1_001, T0 + 1_002, T0 + 1_003);
        assertThat(ticks.byTopic().get(Topic.PRICES)).containsExactly(null, null, T0 + 700, null);
        assertThat(ticks.of(Topic.TRADES)).hasValue(T0 + 1_000);
        assertThat(ticks.of(Topic.FILLS)).isEmpty();
        assertThat(ticks.overall()).hasValue(T0 + 700);
    }

    @Test
    void openGapsAreThoseNobodyClosed() {
        publish(
                List.of(
                        event(Topic.COVERAGE, 0, gap(CoverageKind.GAP_OPENED, "trades:BTC", 1), T0),
                        event(Topic.COVERAGE, 0, gap(CoverageKind.GAP_OPENED, "trades:ETH", 1), T0),
                        event(Topic.COVERAGE, 0, "garbage", T0),
                        event(Topic.COVERAGE, 0, gap(CoverageKind.GAP_CLOSED, "trades:BTC", 2), T0),
                        event(Topic.COVERAGE, 0, gap(CoverageKind.STALE, "allMids", 1), T0)));

        assertThat(LogTail.openGaps(kafka.bootstrapServers(), System::nanoTime))
                .extracting(CoverageEvent::stream)
                .containsExactly("trades:ETH");
    }

    private static CoverageEvent gap(CoverageKind kind, String stream, int revision) {
        boolean closed = kind == CoverageKind.GAP_CLOSED;
        return new CoverageEvent(
                kind,
                stream,
                T0,
                T0 - 1_000,
                closed ? T0 : null,
                "disconnect",
                0,
                closed ? CoverageEvent.BACKFILL : null,
                null,
                null,
                null,
                revision,
                null);
    }

    @Test
    void requestsOfTheLastTenMinutesAndLaterOnesAreHeard() {
        List<String> heard = new CopyOnWriteArrayList<>();
        publish(
                List.of(
                        event(Topic.TRACKING_REQUESTS, 0, request("0xold"), T0 - 600_001),
                        event(Topic.TRACKING_REQUESTS, 0, request("0xrecent"), T0 - 600_000)));
        try (TrackingRequests requests =
                TrackingRequests.start(
                        kafka.bootstrapServers(),
                        T0,
                        new TrackingRequests.Sink() {
                            @Override
                            public void requested(TrackingRequest request) {
                                heard.add(request.user());
                            }

                            @Override
                            public void unreadable(String text, String reason) {
                                heard.add("unreadable " + text);
                            }
                        })) {
            await().until(() -> heard.size() == 1);
            publish(
                    List.of(
                            event(Topic.TRACKING_REQUESTS, 0, "nonsense", T0),
                            event(Topic.TRACKING_REQUESTS, 0, request("0xnew"), T0)));
            await().until(() -> heard.size() == 3);
        }
        assertThat(heard).containsExactly("0xrecent", "unreadable nonsense", "0xnew");
    }

    private static TrackingRequest request(String user) {
        return new TrackingRequest(user, TrackingPurpose.STATE, 5, T0, null, null, "test");
    }

    @Test
    void aDeadBrokerIsNamed() {
        assertThatThrownBy(() -> LogTail.openGaps("127.0.0.1:1", System::nanoTime))
                .isInstanceOf(KafkaTopics.TopicsException.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}

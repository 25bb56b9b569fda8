package io.hyperwatch.bridge.publish;

import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrackingRequestsTest {

    private static final long T0 = 1_760_000_000_000L;
    private static final long TEN_MINUTES_MS = 600_000;
    private static final TopicPartition PARTITION =
            new TopicPartition(Topic.TRACKING_REQUESTS.topicName(), 0);

    private final Scripted consumer = new Scripted();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final TrackingRequests requests = new TrackingRequests(consumer, T0, new Hearing());

    /** Knows the offsets of times; its start can fail. */
    private static final class Scripted extends MockConsumer<byte[], byte[]> {
        private int failures;
        private Long startOffset;
        private volatile Long askedMs;

        Scripted() {
            super("earliest");
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, 5L));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times) {
            if (failures-- > 0) {
                throw new TimeoutException("no broker");
            }
            askedMs = times.get(PARTITION);
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            found.put(
                    PARTITION,
                    startOffset == null ? null : new OffsetAndTimestamp(startOffset, askedMs));
            return found;
        }

        void add(long offset, long timestampMs, byte[] value) {
            addRecord(
                    new ConsumerRecord<>(
                            PARTITION.topic(),
                            0,
                            offset,
                            timestampMs,
                            TimestampType.CREATE_TIME,
                            0,
                            0,
                            null,
                            value,
                            new RecordHeaders(),
                            Optional.empty()));
        }
    }

    private final class Hearing implements TrackingRequests.Sink {
        @Override
        public void requested(TrackingRequest request) {
            heard.add(request.user());
        }

        @Override
        public void unreadable(String text, String reason) {
            heard.add("unreadable " + text + ": " + reason);
        }
    }

    private static byte[] request(String user) {
        return EventCodec.encode(
                new TrackingRequest(user, TrackingPurpose.STATE, 5, T0, null, null, "test"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void startsTenMinutesBackAndPassesOverWhatIsOlder() throws InterruptedException {
        consumer.startOffset = 2L;
        consumer.schedulePollTask(
                () -> {
                    consumer.add(1, T0, request("0xbefore"));
                    consumer.add(2, T0 - TEN_MINUTES_MS, request("0xa"));
                    consumer.add(3, T0 - TEN_MINUTES_MS - 1, request("0xlate"));
                    consumer.add(4, T0, request("0xb"));
                });
        requests.step();

        assertThat(consumer.askedMs).isEqualTo(T0 - TEN_MINUTES_MS);
        assertThat(heard).containsExactly("0xa", "0xb");
    }

    @Test
    void startsAtTheEndWhereNothingIsSoYoung() throws InterruptedException {
        consumer.startOffset = null;
        requests.step();
        assertThat(consumer.position(PARTITION)).isEqualTo(5);
    }

    @Test
    void whatIsNoRequestIsHandedOverAsSuch() throws InterruptedException {
        consumer.startOffset = 0L;
        consumer.schedulePollTask(
                () -> {
                    consumer.add(0, T0, utf8("nonsense"));
                    consumer.add(
                            1, T0, utf8("{\"purpose\":\"state\",\"priority\":1,\"time_ms\":1}"));
                    consumer.add(2, T0, null);
                    consumer.add(3, T0, request("0xa"));
                });
        requests.step();

        assertThat(List.copyOf(heard))
                .hasSize(4)
                .satisfies(
                        all -> {
                            assertThat(all.get(0)).startsWith("unreadable nonsense: ");
                            assertThat(all.get(1)).endsWith(": user: missing");
                            assertThat(all.get(2)).isEqualTo("unreadable : empty record");
                            assertThat(all.get(3)).isEqualTo("0xa");
                        });
    }

    @Test
    void anOutageAtTheStartIsSurvived() throws InterruptedException {
        consumer.failures = 1;
        consumer.startOffset = 0L;
        assertThatThrownBy(requests::step).isInstanceOf(TimeoutException.class);

        consumer.schedulePollTask(() -> consumer.add(0, T0, request("0xa")));
        requests.start();
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("0xa");
        requests.close();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void closingInterruptsASinkThatWaits() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        TrackingRequests stuck =
                new TrackingRequests(
                        consumer,
                        T0,
                        new TrackingRequests.Sink() {
                            @Override
                            public void requested(TrackingRequest request)
                                    throws InterruptedException {
                                waiting.countDown();
                                try {
                                    new CountDownLatch(1).await();
                                } finally {
                                    interrupted.countDown();
                                }
                            }

                            @Override
                            public void unreadable(String text, String reason) {}
                        });
        consumer.startOffset = 0L;
        consumer.schedulePollTask(() -> consumer.add(0, T0, request("0xa")));
        stuck.start();
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

        stuck.close();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(consumer.closed()).isTrue();
    }
}

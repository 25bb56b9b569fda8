package io.hyperwatch.bridge.publish;

import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Listens to {@code hl.tracking-requests.v1} on a thread of its own, from ten minutes before its
 * start on: who asked longer ago has asked again or found another way. Remembers nothing in Kafka.
 */
public final class TrackingRequests implements AutoCloseable {

    /** Where requests go; may block, which only holds up further requests. */
    public interface Sink {

        void requested(TrackingRequest request) throws InterruptedException;

        /**
         * A record that is no request.
         *
         * @param text the value as UTF-8
         * @param reason what is wrong with it
         */
        void unreadable(String text, String reason) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(TrackingRequests.class);
    private static final TopicPartition PARTITION =
            new TopicPartition(Topic.TRACKING_REQUESTS.topicName(), 0);
    private static final Duration LOOK_BACK = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration WAKE_UP = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final long sinceMs;
    private final Sink sink;
    private final Thread thread = new Thread(this::run, "tracking-requests");
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean positioned;

    /**
     * Starts listening.
     *
     * @param nowMs time of the start, epoch milliseconds
     */
    public static TrackingRequests start(String bootstrapServers, long nowMs, Sink sink) {
        TrackingRequests requests =
                new TrackingRequests(
                        new KafkaConsumer<>(
                                Map.of(
                                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        bootstrapServers,
                                        ConsumerConfig.CLIENT_ID_CONFIG,
                                        "hyperwatch-bridge-tracking",
                                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                        false,
                                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                        "earliest"),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                        nowMs,
                        sink);
        requests.start();
        return requests;
    }

    TrackingRequests(Consumer<byte[], byte[]> consumer, long nowMs, Sink sink) {
        this.consumer = consumer;
        this.sinceMs = nowMs - LOOK_BACK.toMillis();
        this.sink = sink;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                try {
                    step();
                } catch (WakeupException e) {
                    // Closing.
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    LOG.warn("tracking requests cannot be read, trying again: {}", e.toString());
                    if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("stopped while handing over a tracking request");
        } finally {
            // Closed by an interrupted thread, the consumer would complain with a stack trace.
            Thread.interrupted();
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    /** Finds the start once, then hands over what has come. */
    void step() throws InterruptedException {
        if (!positioned) {
            position();
            positioned = true;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            // Records are in the order of writing, not of time.
            if (record.timestamp() >= sinceMs) {
                handOver(record);
            }
        }
    }

    private void position() {
        consumer.assign(List.of(PARTITION));
        OffsetAndTimestamp start =
                consumer.offsetsForTimes(Map.of(PARTITION, sinceMs)).get(PARTITION);
        if (start != null) {
            consumer.seek(PARTITION, start.offset());
        } else {
            consumer.seekToEnd(List.of(PARTITION));
            // Settled now: seeking to the end happens at the first poll otherwise, after the gap.
            consumer.position(PARTITION);
        }
    }

    private void handOver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        TrackingRequest request;
        try {
            request = EventCodec.decode(record.value(), TrackingRequest.class);
            if (request.user() == null || request.purpose() == null) {
                throw new MalformedEventException(
                        request.user() == null ? "user: missing" : "purpose: missing");
            }
        } catch (MalformedEventException e) {
            sink.unreadable(
                    record.value() == null
                            ? ""
                            : new String(record.value(), StandardCharsets.UTF_8),
                    e.getMessage());
            return;
        }
        sink.requested(request);
    }

    /** Stops listening; what is then still being handed over is interrupted. */
    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join(WAKE_UP.toMillis());
            thread.interrupt();
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

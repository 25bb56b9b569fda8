package io.hyperwatch.bridge.publish;

import io.hyperwatch.bridge.publish.KafkaTopics.TopicsException;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Reads the end of the log at start: how far the bridge had come, and what was still missing. */
public final class LogTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

    /**
     * Records from the end of a partition. At 5 ticks a second and 5,000 records a second one in
     * 1,000 is a tick.
     */
    private static final List<Long> STEPS = List.of(500L, 3_000L, 20_000L);

    private static final long MAX_COVERAGE_EVENTS = 100_000;
    private static final Duration TICKS_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration GAPS_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String bootstrapServers;
    private final LongSupplier nanoTime;

    private LogTail(String bootstrapServers, LongSupplier nanoTime) {
        this.bootstrapServers = bootstrapServers;
        this.nanoTime = nanoTime;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "hyperwatch-bridge-log-tail",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                5_000,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) TICKS_TIMEOUT.toMillis()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    /**
     * The newest tick in each partition of the topics, looking at no more than the last 20,000
     * records of each and for no longer than 10 s.
     *
     * @throws TopicsException when Kafka cannot be read
     */
    public static LastTicks lastTicks(
            String bootstrapServers, Collection<Topic> clocked, LongSupplier nanoTime) {
        try (LogTail tail = new LogTail(bootstrapServers, nanoTime)) {
            return tail.lastTicks(clocked);
        } catch (KafkaException e) {
            throw unreadable(bootstrapServers, e);
        }
    }

    /**
     * The gaps of {@code hl.coverage.v1} that are still open, each as its newest event, by stream
     * and start. No more than the last 100,000 events are looked at.
     *
     * @throws TopicsException when Kafka cannot be read within 30 s
     */
    public static List<CoverageEvent> openGaps(String bootstrapServers, LongSupplier nanoTime) {
        try (LogTail tail = new LogTail(bootstrapServers, nanoTime)) {
            return tail.openGaps();
        } catch (KafkaException e) {
            throw unreadable(bootstrapServers, e);
        }
    }

    private static TopicsException unreadable(String bootstrapServers, KafkaException e) {
        return new TopicsException(
                "the log at " + bootstrapServers + " cannot be read: " + e.getMessage(), e);
    }

    private LastTicks lastTicks(Collection<Topic> clocked) {
        Map<Topic, Long[]> byTopic = new EnumMap<>(Topic.class);
        Map<TopicPartition, Topic> missing = new HashMap<>();
        for (Topic topic : clocked) {
            byTopic.put(topic, new Long[topic.partitions()]);
            for (int i = 0; i < topic.partitions(); i++) {
                missing.put(new TopicPartition(topic.topicName(), i), topic);
            }
        }
        long deadlineNanos = nanoTime.getAsLong() + TICKS_TIMEOUT.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(missing.keySet());
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(missing.keySet());
        Map<TopicPartition, Long> upTo = new HashMap<>(ends);
        for (long step : STEPS) {
            Map<TopicPartition, Long> from = new HashMap<>();
            for (TopicPartition partition : missing.keySet()) {
                long start = Math.max(starts.get(partition), ends.get(partition) - step);
                if (start < upTo.get(partition)) {
                    from.put(partition, start);
                }
            }
            boolean inTime =
                    read(
                            from,
                            upTo,
                            deadlineNanos,
                            record -> {
                                if (isTick(record)) {
                                    TopicPartition at =
                                            new TopicPartition(record.topic(), record.partition());
                                    byTopic.get(topic(record.topic(), clocked))[
                                                    record.partition()] =
                                            record.timestamp();
                                    missing.remove(at);
                                }
                            });
            if (!inTime) {
                LOG.warn(
                        "no tick was found within {} s in {}",
                        TICKS_TIMEOUT.toSeconds(),
                        missing.keySet());
                break;
            }
            upTo.putAll(from);
        }
        return new LastTicks(byTopic);
    }

    private static Topic topic(String name, Collection<Topic> topics) {
        return topics.stream().filter(t -> t.topicName().equals(name)).findFirst().orElseThrow();
    }

    private static boolean isTick(ConsumerRecord<byte[], byte[]> record) {
        Header kind = record.headers().lastHeader(HeaderNames.KIND);
        return kind != null
                && new String(kind.value(), StandardCharsets.UTF_8).equals(HeaderNames.TICK);
    }

    private List<CoverageEvent> openGaps() {
        TopicPartition partition = new TopicPartition(Topic.COVERAGE.topicName(), 0);
        List<TopicPartition> one = List.of(partition);
        long deadlineNanos = nanoTime.getAsLong() + GAPS_TIMEOUT.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(one);
        long start =
                Math.max(
                        consumer.beginningOffsets(one).get(partition),
                        ends.get(partition) - MAX_COVERAGE_EVENTS);
        OpenGaps gaps = new OpenGaps();
        Map<TopicPartition, Long> from =
                start < ends.get(partition) ? Map.of(partition, start) : Map.of();
        if (!read(from, ends, deadlineNanos, record -> add(record, gaps))) {
            throw new TopicsException(
                    bootstrapServers
                            + " did not give all of "
                            + Topic.COVERAGE.topicName()
                            + " within "
                            + GAPS_TIMEOUT.toSeconds()
                            + " s",
                    null);
        }
        return gaps.list();
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, OpenGaps gaps) {
        if (record.value() == null) {
            return;
        }
        try {
            gaps.add(EventCodec.decode(record.value(), CoverageEvent.class));
        } catch (MalformedEventException e) {
            LOG.warn(
                    "coverage event at offset {} is passed over: {}",
                    record.offset(),
                    e.toString());
        }
    }

    private interface Reading {
        void read(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * @return false when the time was up before all was read
     */
    private boolean read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> upTo,
            long deadlineNanos,
            Reading reading) {
        consumer.assign(from.keySet());
        // What was assigned before is still paused.
        consumer.resume(from.keySet());
        from.forEach(consumer::seek);
        List<TopicPartition> left = new ArrayList<>(from.keySet());
        while (!left.isEmpty()) {
            if (nanoTime.getAsLong() - deadlineNanos > 0) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition at = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < upTo.get(at)) {
                    reading.read(record);
                }
            }
            left.removeIf(partition -> consumer.position(partition) >= upTo.get(partition));
            consumer.pause(consumer.assignment().stream().filter(p -> !left.contains(p)).toList());
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

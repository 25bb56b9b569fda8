package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.io.RawRecordReader;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.topics.Topic;

import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The baseline that the risk job is measured against: what one would write without Flink. One
 * thread, one Kafka consumer over the topics that the job reads, the same decoding and log time,
 * the same decision cores on plain maps, deadlines from priority queues. Nothing is serialized
 * between two steps, nothing is keyed apart, nothing is ever written down: when it dies, it begins
 * again.
 *
 * <p>It gives the same alerts as the job over the same topics. What it leaves out: the patterns,
 * which only raise the risk of incidents; the merging of incidents; the stamp of coverage.
 */
final class RiskLoop {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic[] topics = Topic.values();
    private final Map<String, Topic> byName = new HashMap<>();
    private final LogClocks clocks = new LogClocks();
    private final StateCount count = new StateCount();
    private final LoopVerdicts verdicts = new LoopVerdicts();
    private final RiskStages stages = new RiskStages(verdicts, count, clocks);
    private final Taken taken = new Taken();
    private final RawRecordReader reader = new RawRecordReader();
    private long events;
    private long unreadable;
    private long blockNanos;

    RiskLoop() {
        for (Topic topic : topics) {
            byName.put(topic.topicName(), topic);
        }
    }

    /**
     * Reads what the topics hold.
     *
     * @param untilMs Kafka timestamp at which each partition ends, {@link Long#MAX_VALUE} for all
     */
    RunOutcome run(String bootstrapServers, long untilMs) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            Map<TopicPartition, Long> left = new HashMap<>(LogEnds.of(consumer, untilMs));
            consumer.assign(left.keySet());
            consumer.seekToBeginning(left.keySet());
            left.values().removeIf(end -> end == 0);
            long start = 0;
            long startCpu = 0;
            while (!left.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (start == 0) {
                        start = System.nanoTime();
                        startCpu = ProcessCpu.nanos();
                    }
                    TopicPartition partition =
                            new TopicPartition(record.topic(), record.partition());
                    Long end = left.get(partition);
                    if (end != null && record.offset() < end) {
                        take(record);
                    }
                    if (end != null && record.offset() >= end - 1) {
                        left.remove(partition);
                    }
                }
            }
            long end = System.nanoTime();
            return new RunOutcome(
                    new TreeSet<>(verdicts.alerts),
                    verdicts.incidents.size(),
                    events,
                    unreadable,
                    (end - start) / 1e9,
                    (ProcessCpu.nanos() - startCpu) / 1e9,
                    blockNanos == 0 ? 0 : (end - blockNanos) / 1e9);
        }
    }

    /** Entries of its state by name. */
    Map<String, Object> stateEntries() {
        return count.entries();
    }

    /** One record of any topic. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        reader.deserialize(record, taken);
        RawRecord raw = taken.record;
        Topic topic = byName.get(raw.topic());
        long logTimeMs = clocks.stamp(topic, raw);
        if (LogClocks.isTick(raw)) {
            stages.timeHasCome(topic);
            return;
        }
        events++;
        if (blockNanos == 0 && raw.timestampMs() == RiskLog.BLOCK_MS) {
            blockNanos = System.nanoTime();
        }
        try {
            if (raw.problem() != null) {
                throw new MalformedEventException(raw.problem());
            }
            stages.take(topic, raw, logTimeMs);
        } catch (MalformedEventException e) {
            unreadable++;
        }
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Keeps the alerts as the job writes them, without what depends on the clock. */
    private static final class LoopVerdicts implements Verdicts {

        private final List<String> alerts = new ArrayList<>();
        private final Set<String> incidents = new HashSet<>();

        @Override
        public void alert(Alert alert) {
            alerts.add(AlertJson.canonical(alert));
        }

        @Override
        public void incident(Incident revision) {
            incidents.add(revision.incidentId());
        }
    }

    /** The reader of Kafka records gives exactly one for each. */
    private static final class Taken implements Collector<RawRecord> {

        private RawRecord record;

        @Override
        public void collect(RawRecord read) {
            record = read;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}

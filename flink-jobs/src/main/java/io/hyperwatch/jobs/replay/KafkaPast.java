package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.io.KafkaRuleLog;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.io.RawRecordReader;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a Kafka cluster holds at the moment of asking; what comes later does not belong to it. */
public final class KafkaPast implements ReplaySource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final Long fromMs;
    private final Set<String> topics;

    /**
     * @param bootstrapServers {@code host:port,…}
     * @param fromMs record timestamp to begin at, null for all there is
     * @throws IllegalStateException when no Kafka answers there
     */
    public KafkaPast(String bootstrapServers, Long fromMs) {
        this.bootstrapServers = bootstrapServers;
        this.fromMs = fromMs;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            topics = new HashSet<>(consumer.listTopics(PATIENCE).keySet());
        } catch (KafkaException e) {
            throw noAnswer(e);
        }
    }

    /** A topic that nobody has written yet is an empty one. */
    @Override
    public Source<RawRecord, ?, ?> of(Topic topic) {
        if (!topics.contains(topic.topicName())) {
            return LogFileSource.empty();
        }
        return KafkaSource.<RawRecord>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic.topicName())
                .setStartingOffsets(
                        fromMs == null
                                ? OffsetsInitializer.earliest()
                                : OffsetsInitializer.timestamp(fromMs))
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(new RawRecordReader())
                .setProperty("partition.discovery.interval.ms", "0")
                .setProperty(
                        ConsumerConfig.CLIENT_ID_CONFIG, "hyperwatch-replay-" + topic.topicName())
                .setProperty("commit.offsets.on.checkpoint", "false")
                .build();
    }

    /**
     * All changes of rules that it holds, from the beginning; those it cannot read are left out.
     *
     * @throws IllegalStateException when no Kafka answers
     */
    public List<RuleChange> ruleChanges() {
        try {
            return new KafkaRuleLog(bootstrapServers).changes();
        } catch (KafkaException e) {
            throw noAnswer(e);
        }
    }

    private IllegalStateException noAnswer(KafkaException e) {
        return new IllegalStateException("no Kafka answers at " + bootstrapServers, e);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "hyperwatch-replay",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

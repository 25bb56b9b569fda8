package io.hyperwatch.jobs.io;

import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleChangeJson;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The topic {@code hyperwatch.rules.v1}, read to its end or written to.
 *
 * @param bootstrapServers {@code host:port,…}
 */
public record KafkaRuleLog(String bootstrapServers) implements RuleLog {

    private static final long serialVersionUID = 1L;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final TopicPartition PARTITION = new TopicPartition(Topic.RULES.topicName(), 0);

    /**
     * A consumer asks ahead, and its close waits for the answer: half a second with the default,
     * though the end of the topic is known.
     */
    private static final int FETCH_WAIT_MS = 10;

    private static final byte[] SCHEMA_VERSION = "1".getBytes(StandardCharsets.UTF_8);

    /**
     * The readable ones, as they stand in the topic; none where there is no topic.
     *
     * @throws KafkaException when Kafka does not answer
     */
    @Override
    public List<RuleChange> changes() {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        FETCH_WAIT_MS,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) TIMEOUT.toMillis());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (!consumer.listTopics(TIMEOUT).containsKey(PARTITION.topic())) {
                return List.of();
            }
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            List<RuleChange> changes = new ArrayList<>();
            while (consumer.position(PARTITION) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    read(record, changes);
                }
            }
            return changes;
        }
    }

    /**
     * Writes changes and waits until they are in the log.
     *
     * @throws KafkaException when Kafka does not take them
     */
    public void write(List<RuleChange> changes) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                (int) TIMEOUT.toMillis(),
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                (int) TIMEOUT.toMillis(),
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                10_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<Future<RecordMetadata>> written = new ArrayList<>();
            for (RuleChange change : changes) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(
                                PARTITION.topic(),
                                change.key().getBytes(StandardCharsets.UTF_8),
                                RuleChangeJson.encode(change));
                record.headers().add(HeaderNames.SCHEMA, SCHEMA_VERSION);
                written.add(producer.send(record));
            }
            for (Future<RecordMetadata> one : written) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("rule change not written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing a rule change", e);
        }
    }

    /**
     * Writes the defaults of the rules that the topic does not know yet.
     *
     * @throws KafkaException when Kafka does not answer
     */
    public void seed() {
        List<String> known = changes().stream().map(RuleChange::key).toList();
        write(RuleCatalog.seeds().stream().filter(seed -> !known.contains(seed.key())).toList());
    }

    private static void read(ConsumerRecord<byte[], byte[]> record, List<RuleChange> changes) {
        if (record.value() == null || record.headers().lastHeader(HeaderNames.KIND) != null) {
            return;
        }
        try {
            changes.add(RuleChangeJson.decode(record.value()));
        } catch (MalformedEventException e) {
            // The job's own reading of the topic makes a dead letter of it.
            return;
        }
    }
}

package io.hyperwatch.testbed.replay;

import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Logs one after the other in the topics of one broker. */
final class LogsInKafka {

    private final String bootstrapServers;

    LogsInKafka(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Kept for ever: the logs are dated, and the broker would delete them while they are read. */
    void createTopics() throws Exception {
        Map<String, String> forEver = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
        List<NewTopic> topics =
                Stream.of(Topic.values())
                        .map(
                                topic ->
                                        new NewTopic(
                                                        topic.topicName(),
                                                        topic.partitions(),
                                                        (short) 1)
                                                .configs(forEver))
                        .toList();
        try (Admin admin = admin()) {
            admin.createTopics(topics).all().get();
        }
    }

    LogRange write(RandomLog log) throws Exception {
        Map<TopicPartition, Long> from = ends();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                "5"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : log.records()) {
                producer.send(record);
            }
        }
        LogRange range =
                new LogRange("seed " + log.seed(), log.startMs(), log.endMs(), from, ends());
        if (range.size() != log.records().size()) {
            throw new IllegalStateException(
                    "of %d records %d are in Kafka".formatted(log.records().size(), range.size()));
        }
        return range;
    }

    private Map<TopicPartition, Long> ends() throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (Topic topic : Topic.values()) {
            for (int i = 0; i < topic.partitions(); i++) {
                latest.put(new TopicPartition(topic.topicName(), i), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (Admin admin = admin()) {
            for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end :
                    admin.listOffsets(latest).all().get().entrySet()) {
                ends.put(end.getKey(), end.getValue().offset());
            }
        }
        return ends;
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }
}

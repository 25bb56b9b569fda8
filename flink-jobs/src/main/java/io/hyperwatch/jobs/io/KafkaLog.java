package io.hyperwatch.jobs.io;

import io.hyperwatch.topics.Topic;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

import java.util.Properties;

/**
 * The Kafka cluster as sources and sinks.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param groupPrefix prefix of the consumer groups, under which offsets are committed for
 *     monitoring
 */
public record KafkaLog(String bootstrapServers, String groupPrefix) {

    /** Where a job without state begins to read. */
    public enum Start {
        /** All of the log: what follows from it follows again, under the same ids. */
        EARLIEST,
        /** Where the group left off; for a job whose effects must not be repeated. */
        COMMITTED
    }

    /** The connector's interface still asks for the enum that the Kafka client has deprecated. */
    @SuppressWarnings("deprecation")
    private static OffsetsInitializer committed() {
        return OffsetsInitializer.committedOffsets(
                org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST);
    }

    /** A topic from its beginning or, with state, from where the state left off. */
    public KafkaSource<RawRecord> source(Topic topic, Start start) {
        OffsetsInitializer offsets =
                start == Start.EARLIEST ? OffsetsInitializer.earliest() : committed();
        return KafkaSource.<RawRecord>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic.topicName())
                .setGroupId(groupPrefix + "-" + topic.topicName())
                .setStartingOffsets(offsets)
                .setDeserializer(new RawRecordReader())
                // The number of partitions of a topic is fixed (see Topic); looking for new ones
                // would only cost requests.
                .setProperty("partition.discovery.interval.ms", "0")
                .setProperty(ConsumerConfig.CLIENT_ID_CONFIG, groupPrefix + "-" + topic.topicName())
                .build();
    }

    /**
     * At least once. A record written again after a restart carries the same id, and its readers
     * drop it by that; a transaction would hold each alert back until the next checkpoint.
     */
    public <T> KafkaSink<T> sink(Topic topic, EventWriting<T> writing) {
        Properties producer = new Properties();
        producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        producer.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "600000");
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setKafkaProducerConfig(producer)
                .setRecordSerializer(new EventWriter<>(topic, writing))
                .build();
    }
}

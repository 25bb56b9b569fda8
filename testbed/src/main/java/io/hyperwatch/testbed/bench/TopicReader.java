package io.hyperwatch.testbed.bench;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads the bridge's topics. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Map<String, Topic> topics = new HashMap<>();

    TopicReader(String bootstrapServers, Collection<Topic> read) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                "false"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        for (Topic topic : read) {
            topics.put(topic.topicName(), topic);
            for (int i = 0; i < topic.partitions(); i++) {
                partitions.add(new TopicPartition(topic.topicName(), i));
            }
        }
        consumer.assign(partitions);
    }

    /** Begins at the end of each partition. */
    TopicReader fromEnd() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return this;
    }

    /** What has come, of each partition in its order. */
    ConsumerRecords<String, byte[]> poll() {
        return consumer.poll(POLL);
    }

    /** Everything there is now, as it was published. */
    void readAll(Consumer<Envelope> each) {
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            poll().forEach(record -> each.accept(envelope(record)));
        }
    }

    private Envelope envelope(ConsumerRecord<String, byte[]> record) {
        List<Envelope.Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(
                    new Envelope.Header(
                            header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        }
        return new Envelope(
                topics.get(record.topic()),
                record.partition(),
                record.key(),
                record.value(),
                record.timestamp(),
                headers);
    }

    @Override
    public void close() {
        consumer.close();
    }
}

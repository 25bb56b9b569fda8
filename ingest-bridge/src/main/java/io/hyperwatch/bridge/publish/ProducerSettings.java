package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.Map;

/** The settings that make the Kafka producer safe and keep its {@code send} from blocking. */
final class ProducerSettings {

    /** Batches are only partly filled: twice what may be unconfirmed. */
    private static final long BUFFER_BYTES = 2 * SpoolingPublisher.MAX_UNCONFIRMED_BYTES;

    /**
     * At 2,000 records a second, 1 ms of waiting for company costs the broker 40 % and the client
     * 30 % less CPU time than none; at 5 ms the median latency is 5 ms and little more is saved.
     */
    private static final int LINGER_MS = 1;

    private static final int BATCH_BYTES = 64 * 1024;

    /** Added to the clock by the client, so it must not be the largest long. */
    private static final long NEVER_MS = Duration.ofDays(3_650).toMillis();

    private ProducerSettings() {}

    /** The settings for {@code bootstrapServers}. */
    static Map<String, Object> of(String bootstrapServers) {
        return Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "hyperwatch-bridge"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES),
                // send() fails at once where it would have to wait for memory or metadata.
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L),
                Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER_MS),
                Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
                // 24 days: an outage is waited out, a record is never given up.
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE));
    }

    /** A producer that has asked for every topic, so that the first record need not wait. */
    static Producer<String, byte[]> connect(String bootstrapServers) {
        Producer<String, byte[]> producer =
                new KafkaProducer<>(
                        of(bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        for (Topic topic : Topic.values()) {
            try {
                producer.partitionsFor(topic.topicName());
            } catch (TimeoutException e) {
                // As expected: the answer comes later, without anybody waiting for it.
            }
        }
        return producer;
    }
}

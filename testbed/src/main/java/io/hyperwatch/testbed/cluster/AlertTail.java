package io.hyperwatch.testbed.cluster;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Follows the alerts topic from its end on. */
public final class AlertTail implements AutoCloseable {

    /**
     * @param alert the alert
     * @param seenAtMs wall clock when it could be read from Kafka
     * @param seenNanos the same moment as {@link System#nanoTime}
     */
    public record Seen(Alert alert, long seenAtMs, long seenNanos) {}

    private static final Logger LOG = LoggerFactory.getLogger(AlertTail.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Consumer<Seen> onAlert;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    public AlertTail(String bootstrapServers, Consumer<Seen> onAlert) {
        this.onAlert = onAlert;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(Topic.ALERTS.topicName(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        this.thread = new Thread(this::follow, "alert-tail");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                long now = System.currentTimeMillis();
                long nanos = System.nanoTime();
                try {
                    Seen alert = new Seen(AlertJson.decode(record.value()), now, nanos);
                    seen.add(alert);
                    onAlert.accept(alert);
                } catch (MalformedEventException e) {
                    LOG.warn("unreadable alert at offset {}: {}", record.offset(), e.getMessage());
                }
            }
        }
        consumer.close();
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}

package io.hyperwatch.testbed.servers;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.KafkaTopics;
import io.hyperwatch.bridge.publish.SpoolState;
import io.hyperwatch.bridge.publish.SpoolingPublisher;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SpoolOverKafkaOutageTest {

    private static final int BEFORE = 1_000;
    private static final int DURING = 100_000;
    private static final int AFTER = 1_000;
    private static final long SPOOL_BYTES = 64L * 1024 * 1024;
    private static final String[] COINS = {"BTC", "ETH", "SOL", "HYPE", "ARB"};
    private static final Topic[] TOPICS = {Topic.TRADES, Topic.PRICES, Topic.FILLS};
    private static final String FILLER = "x".repeat(400);

    @TempDir Path directory;

    private final AtomicLong confirmed = new AtomicLong();
    private int published;

    @Test
    void whatIsPublishedWhileTheBrokerIsDeadArrivesOnceAndInOrder() throws Exception {
        int port = FreePort.find();
        int controllerPort = FreePort.find();
        String bootstrap = "127.0.0.1:" + port;
        SpoolingPublisher publisher = null;
        try {
            try (JavaProcess broker = broker(port, controllerPort)) {
                broker.awaitLine("kafka=");
                KafkaTopics.ensure(bootstrap, List.of(Topic.values()), List.of());
                publisher =
                        SpoolingPublisher.connect(
                                bootstrap,
                                SPOOL_BYTES,
                                (topic, key, timestampMs) -> {
                                    throw new AssertionError("dropped: " + topic + " " + key);
                                },
                                nanos -> confirmed.incrementAndGet(),
                                System::nanoTime);
                publish(publisher, BEFORE);
                drain(publisher);
                broker.kill();
            }

            // More than the producer may hold (32 MiB): nothing of this waits for anybody, or the
            // test would not get as far as the next start.
            publish(publisher, DURING);
            assertThat(publisher.pending()).isEqualTo(DURING);
            assertThat(confirmed.get()).isEqualTo(BEFORE);
            assertThat(publisher.state()).isEqualTo(SpoolState.SPOOLING);

            try (JavaProcess broker = broker(port, controllerPort)) {
                broker.awaitLine("kafka=");
                publish(publisher, AFTER);
                drain(publisher);
                assertThat(publisher.close(Duration.ofSeconds(20))).isZero();
                publisher = null;

                assertThat(numbersByPartition(bootstrap)).isEqualTo(expected());
            }
        } finally {
            if (publisher != null) {
                publisher.close(Duration.ZERO);
            }
        }
    }

    private JavaProcess broker(int port, int controllerPort) throws Exception {
        return JavaProcess.start(
                KafkaServer.class,
                "--dir",
                directory.toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(controllerPort));
    }

    private void publish(SpoolingPublisher publisher, int count) {
        for (int i = 0; i < count; i++) {
            int number = published++;
            publisher.publish(
                    new Envelope(
                            TOPICS[number % TOPICS.length],
                            null,
                            COINS[number % COINS.length],
                            (number + " " + FILLER).getBytes(StandardCharsets.UTF_8),
                            1_760_000_000_000L + number,
                            List.of(new Envelope.Header("source", "ws"))));
        }
    }

    private static void drain(SpoolingPublisher publisher) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            publisher.advance(System.nanoTime());
                            return publisher.pending() == 0;
                        });
    }

    /** All numbers of each topic and key in the order of publishing. */
    private Map<String, List<Integer>> expected() {
        Map<String, List<Integer>> expected = new HashMap<>();
        for (int number = 0; number < published; number++) {
            String series =
                    TOPICS[number % TOPICS.length].topicName() + " " + COINS[number % COINS.length];
            expected.computeIfAbsent(series, s -> new ArrayList<>()).add(number);
        }
        return expected;
    }

    private Map<String, List<Integer>> numbersByPartition(String bootstrap) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : TOPICS) {
            for (int i = 0; i < topic.partitions(); i++) {
                partitions.add(new TopicPartition(topic.topicName(), i));
            }
        }
        Map<String, List<Integer>> numbers = new HashMap<>();
        Map<TopicPartition, Integer> last = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    String value = new String(record.value(), StandardCharsets.UTF_8);
                    int number = Integer.parseInt(value.substring(0, value.indexOf(' ')));
                    numbers.computeIfAbsent(
                                    record.topic() + " " + record.key(), s -> new ArrayList<>())
                            .add(number);
                    TopicPartition at = new TopicPartition(record.topic(), record.partition());
                    assertThat(number).isGreaterThan(last.getOrDefault(at, -1));
                    last.put(at, number);
                }
            }
        }
        return numbers;
    }
}

package io.hyperwatch.replay;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleChangeJson;
import io.hyperwatch.rules.RuleState;
import io.hyperwatch.testbed.servers.KafkaServer;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A log in Kafka gives the alerts that the recording of its bridge gives. */
class ReplayFromKafkaITCase {

    @TempDir private Path folder;

    private static List<String> replay(
            List<Path> files, String kafka, Long sinceMs, Duration warmUp) throws Exception {
        return new Replays(change -> {}, line -> {})
                .run(new Replays.Options(files, kafka, sinceMs, warmUp, null, 2));
    }

    @Test
    void fromTheBeginningAndFromATimeAndByTheRulesItHolds() throws Exception {
        Path recording = folder.resolve("recording.jsonl");
        RecordedWorld world = new RecordedWorld(5, recording, null);
        world.start();
        world.go(Duration.ofSeconds(60));
        world.order(0, 1_500_000);
        world.liquidation(1, 300_000, 1);
        world.liquidation(2, 300_000, 2);
        world.go(Duration.ofMinutes(5));
        long sinceMs = world.nowMs();
        world.order(0, 1_600_000);
        world.oracle(1, "1.02", Duration.ofSeconds(10));
        world.oracle(1, "1", Duration.ofSeconds(2));
        world.quiet(Duration.ofSeconds(150));
        world.close();
        List<String> all = replay(List.of(recording), null, null, Duration.ZERO);
        assertThat(all).hasSizeGreaterThan(5);

        try (KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"))) {
            String servers = kafka.bootstrapServers();
            create(servers);
            List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>();
            for (Envelope record : world.records()) {
                log.add(LogBuilder.record(record));
            }
            for (Topic topic : Ticks.TOPICS) {
                for (int partition = 0; partition < topic.partitions(); partition++) {
                    log.add(
                            LogBuilder.record(
                                    Envelope.tick(topic, partition, world.nowMs() - 1_000)));
                }
            }
            send(servers, log);

            assertThat(replay(List.of(), servers, null, Duration.ZERO)).isEqualTo(all);
            // HLP's incident began before the warm-up, so its end is nobody's here.
            Predicate<String> known = alert -> !alert.contains("\"rule\":\"vault-loss\"");
            String since = CanonicalJson.time(sinceMs).toString();
            assertThat(replay(List.of(), servers, sinceMs, Duration.ofMinutes(2)))
                    .filteredOn(known)
                    .isNotEmpty()
                    .isEqualTo(
                            all.stream()
                                    .filter(known)
                                    .filter(alert -> eventTime(alert).compareTo(since) >= 0)
                                    .toList())
                    .hasSizeLessThan(all.size());
            send(
                    servers,
                    List.of(
                            new ProducerRecord<>(
                                    Topic.RULES.topicName(),
                                    0,
                                    1_000L,
                                    "large-trade/*/2".getBytes(StandardCharsets.UTF_8),
                                    RuleChangeJson.encode(
                                            new RuleChange(
                                                    "large-trade",
                                                    "*",
                                                    2,
                                                    "{}",
                                                    RuleState.PAUSED,
                                                    0,
                                                    "test")))));
            assertThat(replay(List.of(), servers, null, Duration.ZERO))
                    .isEqualTo(
                            all.stream()
                                    .filter(alert -> !alert.contains("\"rule\":\"large-trade\""))
                                    .toList())
                    .hasSizeLessThan(all.size());
        }
    }

    @Test
    void whereNoKafkaAnswersItSaysSo() {
        assertThatThrownBy(() -> replay(List.of(), "localhost:1", null, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no Kafka answers at localhost:1");
    }

    /** Kept for ever: the log is dated, and the broker would delete it while the test reads it. */
    private static void create(String servers) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            List<NewTopic> topics = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                topics.add(
                        new NewTopic(topic.topicName(), topic.partitions(), (short) 1)
                                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));
            }
            admin.createTopics(topics).all().get();
        }
    }

    private static void send(String servers, List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                servers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                "5"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            records.forEach(producer::send);
        }
    }

    private static String eventTime(String alert) {
        int at = alert.indexOf("\"event_time\":\"") + 14;
        return alert.substring(at, at + 24);
    }
}

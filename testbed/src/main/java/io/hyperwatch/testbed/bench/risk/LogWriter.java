package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Writes a log as the bridge does: keys, headers, Kafka timestamps that are event times, a tick
 * into each partition every 200 ms. The caller tells the time of receipt, which never falls.
 */
public final class LogWriter implements AutoCloseable {

    private static final long TICK_EVERY_MS = 200;
    private static final long TICK_SAFETY_MS = 1_000;
    private static final byte[] TICK = bytes(HeaderNames.TICK);
    private static final byte[] TRUE = bytes("true");
    private static final byte[] WS = bytes("ws");
    private static final byte[] ONE = bytes("1");
    private static final byte[][] INDEX = new byte[64][];

    private final KafkaProducer<byte[], byte[]> producer;
    private final long epochMs;
    private long sequence;
    private long nowMs;
    private long nextTickMs;
    private long events;

    static {
        for (int i = 0; i < INDEX.length; i++) {
            INDEX[i] = bytes(Integer.toString(i));
        }
    }

    /**
     * The topics exist already.
     *
     * @param epochMs start of the bridge, and of the log
     */
    public LogWriter(String bootstrapServers, long epochMs) throws InterruptedException {
        this.epochMs = epochMs;
        this.nowMs = epochMs;
        this.nextTickMs = epochMs;
        keepForEver(bootstrapServers);
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                "20",
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                "262144",
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                "67108864"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** The log is dated, and the broker would delete it while it is read. */
    private static void keepForEver(String bootstrapServers) throws InterruptedException {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            for (Topic topic : Topic.values()) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                        List.of(
                                new AlterConfigOp(
                                        new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"),
                                        AlterConfigOp.OpType.SET)));
            }
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics cannot be kept", e);
        }
    }

    /** The bridge's clock; a tick is written when one is due. */
    public void receiveAt(long timeMs) {
        nowMs = Math.max(nowMs, timeMs);
        while (nowMs >= nextTickMs) {
            tick(nextTickMs);
            nextTickMs += TICK_EVERY_MS;
        }
    }

    /** A record that is a frame of its own. */
    public void send(Topic topic, String key, long eventMs, Object event) {
        send(topic, key, eventMs, event, 0, true);
    }

    /** A record of a frame; its number in it from 0. */
    public void send(Topic topic, String key, long eventMs, Object event, int index, boolean last) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic.topicName(),
                        null,
                        Long.valueOf(eventMs),
                        bytes(key),
                        EventCodec.encode(event));
        sequence++;
        events++;
        Headers headers = record.headers();
        headers.add(HeaderNames.SOURCE, WS);
        headers.add(HeaderNames.RECEIVED_AT, bytes(Long.toString(nowMs)));
        headers.add(HeaderNames.SEQUENCE, bytes(epochMs + "." + sequence));
        headers.add(HeaderNames.CONNECTION, ONE);
        headers.add(HeaderNames.FRAME, bytes(Long.toString(sequence - index)));
        headers.add(HeaderNames.INDEX, INDEX[index]);
        if (last) {
            headers.add(HeaderNames.LAST, TRUE);
        }
        headers.add(HeaderNames.SCHEMA, ONE);
        producer.send(record);
    }

    private void tick(long atMs) {
        for (Topic topic : Ticks.TOPICS) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ProducerRecord<byte[], byte[]> tick =
                        new ProducerRecord<>(
                                topic.topicName(),
                                partition,
                                Long.valueOf(atMs - TICK_SAFETY_MS),
                                (byte[]) null,
                                (byte[]) null);
                tick.headers().add(HeaderNames.KIND, TICK);
                producer.send(tick);
            }
        }
    }

    /** Records so far, without ticks. */
    public long events() {
        return events;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Waits until all is written. */
    @Override
    public void close() {
        producer.close();
    }
}

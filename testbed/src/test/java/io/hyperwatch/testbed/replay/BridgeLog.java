package io.hyperwatch.testbed.replay;

import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Records as the bridge writes them, with its headers and ticks; some come twice, some lack a field
 * or have a wrong one, some have the key of another coin.
 */
final class BridgeLog {

    private static final long TICK_SAFETY_MS = 1_000;
    private static final int REPEATS_OF = 60;
    private static final int REPEAT_ONE_IN = 25;
    private static final int WRONG_ONE_IN = 50;
    private static final int WRONG_KEY_ONE_IN = 400;
    private static final List<String> WRONG =
            List.of("null", "-1", "0", "\"\"", "\"NaN\"", "[]", "{}", "\"1e9\"", "true", "[null]");

    private final Random random;
    private final long startMs;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> recent = new ArrayList<>();
    private long now;
    private long sequence;
    private long frames;

    BridgeLog(Random random, long startMs) {
        this.random = random;
        this.startMs = startMs;
        this.now = startMs;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    void reached(long nowMs) {
        now = nowMs;
    }

    /** A frame with one event. */
    void send(Topic topic, String key, long timeMs, Object event) {
        frame(topic, key, timeMs, List.of(event));
    }

    /** Events that came in one frame. */
    void frame(Topic topic, String key, long timeMs, List<?> events) {
        write(topic, key, timeMs, events, false);
    }

    /** The first frame after a subscription: what happened before. */
    void snapshot(Topic topic, String key, long timeMs, List<?> events) {
        write(topic, key, timeMs, events, true);
        control(topic, key, HeaderNames.SNAPSHOT_END);
    }

    /** By a program that knows no headers of ours. */
    void foreign(Topic topic, String key, long timeMs, Object event) {
        records.add(record(topic, key, timeMs, EventCodec.encode(event)));
    }

    /** Without a value; maybe of a kind that only a later bridge writes. */
    void control(Topic topic, String key, String kind) {
        ProducerRecord<byte[], byte[]> control = record(topic, key, now, null);
        header(control.headers(), HeaderNames.KIND, kind);
        records.add(control);
    }

    void text(Topic topic, String key, long timeMs, String text) {
        ProducerRecord<byte[], byte[]> record =
                record(topic, key, timeMs, text.getBytes(StandardCharsets.UTF_8));
        if (topic != Topic.RULES) {
            stamp(record.headers(), 0, true);
        }
        records.add(record);
    }

    void tick() {
        for (Topic topic : Ticks.TOPICS) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ProducerRecord<byte[], byte[]> tick =
                        new ProducerRecord<>(
                                topic.topicName(),
                                partition,
                                Long.valueOf(now - TICK_SAFETY_MS),
                                new byte[0],
                                new byte[0]);
                header(tick.headers(), HeaderNames.KIND, HeaderNames.TICK);
                records.add(tick);
            }
        }
    }

    private void write(Topic topic, String key, long timeMs, List<?> events, boolean snapshot) {
        frames++;
        for (int i = 0; i < events.size(); i++) {
            byte[] value = EventCodec.encode(events.get(i));
            ProducerRecord<byte[], byte[]> record =
                    record(
                            topic,
                            random.nextInt(WRONG_KEY_ONE_IN) == 0 ? "DOGE" : key,
                            timeMs,
                            random.nextInt(WRONG_ONE_IN) == 0 ? wrong(value) : value);
            stamp(record.headers(), i, i == events.size() - 1);
            if (snapshot) {
                header(record.headers(), HeaderNames.SNAPSHOT, "true");
            }
            records.add(record);
            remember(record);
        }
        if (random.nextInt(REPEAT_ONE_IN) == 0) {
            records.add(recent.get(random.nextInt(recent.size())));
        }
    }

    private void remember(ProducerRecord<byte[], byte[]> record) {
        if (recent.size() < REPEATS_OF) {
            recent.add(record);
        } else {
            recent.set(random.nextInt(REPEATS_OF), record);
        }
    }

    /** The same with a field missing, or with something else in it. */
    private byte[] wrong(byte[] value) {
        try {
            JsonNode event = EventCodec.mapper().readTree(value);
            spoil(event);
            return event.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void spoil(JsonNode node) throws IOException {
        List<JsonNode> inner = new ArrayList<>();
        for (JsonNode child : node) {
            if (!child.isEmpty()) {
                inner.add(child);
            }
        }
        if (!inner.isEmpty() && random.nextBoolean()) {
            spoil(inner.get(random.nextInt(inner.size())));
            return;
        }
        JsonNode other = EventCodec.mapper().readTree(WRONG.get(random.nextInt(WRONG.size())));
        if (node instanceof ArrayNode list) {
            list.set(random.nextInt(list.size()), other);
        } else if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(3) == 0) {
                object.remove(name);
            } else {
                object.set(name, other);
            }
        }
    }

    private void stamp(Headers headers, int index, boolean last) {
        header(headers, HeaderNames.SOURCE, "ws");
        header(headers, HeaderNames.RECEIVED_AT, Long.toString(now));
        header(headers, HeaderNames.SEQUENCE, startMs + "." + ++sequence);
        header(headers, HeaderNames.CONNECTION, "1");
        header(headers, HeaderNames.FRAME, Long.toString(frames));
        header(headers, HeaderNames.INDEX, Integer.toString(index));
        if (last) {
            header(headers, HeaderNames.LAST, "true");
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            Topic topic, String key, long timeMs, byte[] value) {
        return new ProducerRecord<>(
                topic.topicName(), null, timeMs, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

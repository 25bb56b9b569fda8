package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Records as the bridge would have written them, with the time at which it received each. */
abstract class EventLog {

    private static final MathContext SIX = new MathContext(6);

    /**
     * A record.
     *
     * @param atMs when the bridge received it
     * @param topic where it goes
     */
    record Received(long atMs, Topic topic, ProducerRecord<byte[], byte[]> record) {}

    private final long beginMs;
    private final List<Received> received = new ArrayList<>();
    private long sequence;
    private long id;

    EventLog(long beginMs) {
        this.beginMs = beginMs;
    }

    /** In the order of receipt. */
    final List<Received> records() {
        List<Received> sorted = new ArrayList<>(received);
        sorted.sort(Comparator.comparingLong(Received::atMs));
        return sorted;
    }

    /** A number that no event of this log has had. */
    final long nextId() {
        return ++id;
    }

    /** An address that is the same for a name in every run. */
    public static String account(String name) {
        return "0x"
                + AlertId.digest(List.of(name))
                + String.format(Locale.ROOT, "%08x", name.length());
    }

    final void add(Topic topic, String key, long timeMs, long receivedAtMs, Object event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic.topicName(),
                        null,
                        Long.valueOf(timeMs),
                        key.getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(event));
        sequence++;
        header(record, HeaderNames.SOURCE, "ws");
        header(record, HeaderNames.RECEIVED_AT, Long.toString(receivedAtMs));
        header(record, HeaderNames.SEQUENCE, beginMs + "." + sequence);
        header(record, HeaderNames.CONNECTION, "1");
        header(record, HeaderNames.FRAME, Long.toString(sequence));
        header(record, HeaderNames.INDEX, "0");
        header(record, HeaderNames.LAST, "true");
        header(record, HeaderNames.SCHEMA, "1");
        received.add(new Received(receivedAtMs, topic, record));
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static BigDecimal size(double usd, double price) {
        return new BigDecimal(usd / price).setScale(4, RoundingMode.HALF_EVEN);
    }

    static BigDecimal decimal(double value) {
        return new BigDecimal(new BigDecimal(value).round(SIX).toPlainString());
    }

    static String hash(long number) {
        return "0x" + String.format(Locale.ROOT, "%064x", number);
    }
}

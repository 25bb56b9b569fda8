package io.hyperwatch.jobs.io;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.topics.HeaderNames;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;

/**
 * Reads a Kafka record without ever failing: an exception here would stop the job and stop it again
 * after each restart. What is wrong with the headers travels on in {@link RawRecord#problem()}.
 *
 * <p>Records without any of our headers (written by another program) count as received at their
 * Kafka timestamp, in the order of their offsets; they do not move the log clock.
 */
public final class RawRecordReader implements KafkaRecordDeserializationSchema<RawRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
        out.collect(read(record));
    }

    static RawRecord read(ConsumerRecord<byte[], byte[]> record) {
        String problem = null;
        boolean ours = false;
        Provenance provenance = foreign(record);
        if (header(record, HeaderNames.SEQUENCE) != null
                || header(record, HeaderNames.RECEIVED_AT) != null) {
            try {
                provenance = provenance(record);
                ours = true;
            } catch (IllegalArgumentException e) {
                problem = malformed(e);
            }
        }
        String kind = header(record, HeaderNames.KIND);
        Long gapFromMs = null;
        Long gapToMs = null;
        if (HeaderNames.GAP.equals(kind)) {
            try {
                gapFromMs = number(record, HeaderNames.GAP_FROM);
                gapToMs = number(record, HeaderNames.GAP_TO);
            } catch (IllegalArgumentException e) {
                problem = malformed(e);
            }
        }
        return new RawRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                record.value(),
                kind,
                provenance,
                ours,
                problem,
                gapFromMs,
                gapToMs);
    }

    private static String malformed(IllegalArgumentException e) {
        return "malformed headers: " + e.getMessage();
    }

    private static Provenance foreign(ConsumerRecord<byte[], byte[]> record) {
        return new Provenance(
                Source.UNKNOWN,
                record.timestamp(),
                new Sequence(0, record.offset() + 1),
                0,
                record.offset(),
                0,
                true,
                false);
    }

    private static Provenance provenance(ConsumerRecord<byte[], byte[]> record) {
        return new Provenance(
                Source.of(header(record, HeaderNames.SOURCE)),
                number(record, HeaderNames.RECEIVED_AT),
                Sequence.parse(required(record, HeaderNames.SEQUENCE)),
                smallNumber(record, HeaderNames.CONNECTION),
                number(record, HeaderNames.FRAME),
                smallNumber(record, HeaderNames.INDEX),
                "true".equals(header(record, HeaderNames.LAST)),
                "true".equals(header(record, HeaderNames.SNAPSHOT)));
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
        String text = required(record, name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: " + text);
        }
    }

    private static int smallNumber(ConsumerRecord<byte[], byte[]> record, String name) {
        long number = number(record, name);
        if (number != (int) number) {
            throw new IllegalArgumentException(name + " is out of range: " + number);
        }
        return (int) number;
    }

    private static String required(ConsumerRecord<byte[], byte[]> record, String name) {
        String text = header(record, name);
        if (text == null) {
            throw new IllegalArgumentException(name + " missing");
        }
        return text;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }
}

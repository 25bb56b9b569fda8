package io.hyperwatch.jobs.io;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.sinks.postgres.StoredDeadLetter;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

import java.nio.charset.StandardCharsets;

/**
 * Dead letters on their way to the table. One that cannot be read itself is stored as its text with
 * that reason: sending it to the dead-letter topic again would go on for ever.
 */
public final class DeadLetterDecoder implements FlatMapFunction<RawRecord, StoredDeadLetter> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(RawRecord record, Collector<StoredDeadLetter> out) {
        if (record.kind() == null) {
            out.collect(
                    new StoredDeadLetter(
                            record.topic(), record.partition(), record.offset(), letter(record)));
        }
    }

    private static DeadLetter letter(RawRecord record) {
        String reason;
        try {
            DeadLetter letter = EventCodec.decode(record.value(), DeadLetter.class);
            if (letter.origin() != null && letter.reason() != null) {
                return letter;
            }
            reason = "a dead letter without origin or reason";
        } catch (MalformedEventException e) {
            reason = "unreadable dead letter: " + e.getMessage();
        }
        String text =
                record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
        return DeadLetter.of(record.position(), reason, text, record.timestampMs());
    }
}

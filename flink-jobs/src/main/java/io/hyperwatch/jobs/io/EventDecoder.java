package io.hyperwatch.jobs.io;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.json.MalformedEventException;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

import java.nio.charset.StandardCharsets;

/**
 * Turns records of one topic into events. What cannot be read leaves through {@link #DEAD_LETTERS}
 * with its reason and is counted; control records of kinds unknown to the reading are passed over.
 */
public final class EventDecoder<T> extends ProcessFunction<RawRecord, T>
        implements ResultTypeQueryable<T> {

    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    private static final long serialVersionUID = 1L;

    private final EventReading<T> reading;
    private final Class<T> type;
    private transient Counter deadLetters;

    public EventDecoder(Class<T> type, EventReading<T> reading) {
        this.type = type;
        this.reading = reading;
    }

    @Override
    public void open(OpenContext context) {
        deadLetters = getRuntimeContext().getMetricGroup().counter("deadLetters");
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<T> out) {
        try {
            if (record.problem() != null) {
                throw new MalformedEventException(record.problem());
            }
            T event = reading.read(record);
            if (event != null) {
                out.collect(event);
            }
        } catch (MalformedEventException e) {
            deadLetters.inc();
            context.output(
                    DEAD_LETTERS,
                    DeadLetter.of(
                            record.position(),
                            e.getMessage(),
                            record.value() == null
                                    ? null
                                    : new String(record.value(), StandardCharsets.UTF_8),
                            record.provenance().receivedAtMs()));
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return TypeInformation.of(type);
    }
}

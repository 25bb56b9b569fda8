package io.hyperwatch.jobs.io;

import io.hyperwatch.json.EventCodec;

import java.io.Serializable;

/** How an event becomes a record of a topic. */
public interface EventWriting<T> extends Serializable {

    String key(T event);

    /** Kafka timestamp, epoch milliseconds; null for the time of writing. */
    Long timestampMs(T event);

    default byte[] value(T event) {
        return EventCodec.encode(event);
    }
}

package io.hyperwatch.jobs.io;

import io.hyperwatch.json.MalformedEventException;

import java.io.Serializable;

/** How a record of one topic becomes an event. */
@FunctionalInterface
public interface EventReading<T> extends Serializable {

    /**
     * @return null for a control record that means nothing to this reading
     * @throws MalformedEventException with the reason for the dead letter
     */
    T read(RawRecord record) throws MalformedEventException;
}

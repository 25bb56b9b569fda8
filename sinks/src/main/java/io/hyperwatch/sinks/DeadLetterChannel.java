package io.hyperwatch.sinks;

import io.hyperwatch.events.DeadLetter;

import java.io.IOException;
import java.io.Serializable;

/**
 * The way out for rows that a sink's target refuses, since a Flink sink has no side output. One
 * channel serves one sink writer and is used by one thread.
 */
public interface DeadLetterChannel extends AutoCloseable {

    /** May return before the letter is safe; {@link #flush} waits for it. */
    void send(DeadLetter letter) throws IOException;

    /** Returns when every letter sent so far is safe. Called before each checkpoint completes. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;

    /** Travels in the job graph; opens the channel on the task manager at the first letter. */
    @FunctionalInterface
    interface Factory extends Serializable {
        DeadLetterChannel open() throws IOException;
    }
}

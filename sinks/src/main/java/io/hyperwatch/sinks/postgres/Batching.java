package io.hyperwatch.sinks.postgres;

import java.io.Serializable;

/**
 * When buffered rows are written: at {@code maxRows}, and at most {@code intervalMs} after the
 * previous write; a row that comes after a quiet time is written at once.
 */
public record Batching(int maxRows, long intervalMs) implements Serializable {

    /** For rows that somebody waits for. */
    public static final Batching PROMPT = new Batching(500, 50);

    /** For rows that come in crowds. */
    public static final Batching BULK = new Batching(1_000, 200);

    /** Rows held while Postgres is away, before the stream has to wait. */
    int capacity() {
        return 4 * maxRows;
    }
}

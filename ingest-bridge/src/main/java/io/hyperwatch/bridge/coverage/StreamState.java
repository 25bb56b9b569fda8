package io.hyperwatch.bridge.coverage;

/** How a stream is doing. */
public enum StreamState {
    /** Delivered, nothing open. */
    LIVE,
    /** Delivered by a socket that works, but silent for longer than it ever should be. */
    STALE,
    /** Delivered, and what was missed is being fetched. */
    BACKFILLING,
    /** No socket delivers it. */
    DOWN
}

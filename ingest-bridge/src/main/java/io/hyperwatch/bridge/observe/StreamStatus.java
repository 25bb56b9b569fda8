package io.hyperwatch.bridge.observe;

/** State of a stream as {@code /health} shows it, in lower case. */
public enum StreamStatus {
    LIVE,
    /** Silent for longer than its pace allows. */
    STALE,
    /** A gap is being filled. */
    BACKFILLING,
    /** Not confirmed by the exchange, or no connection. */
    DOWN
}

package io.hyperwatch.topics;

/** Names of the Kafka record headers; every value is UTF-8 text. */
public final class HeaderNames {

    /** {@link io.hyperwatch.events.Source#wireName()}. */
    public static final String SOURCE = "source";

    /** The bridge's clock at receipt, epoch milliseconds. */
    public static final String RECEIVED_AT = "received-at";

    /** {@link io.hyperwatch.events.Sequence}. */
    public static final String SEQUENCE = "sequence";

    /** Number of the socket, 0 for REST. */
    public static final String CONNECTION = "connection";

    /** Number of the frame within the bridge's life. */
    public static final String FRAME = "frame";

    /** Position of the record within its frame, from 0. */
    public static final String INDEX = "index";

    /** {@code true} on the last record of a frame, absent otherwise. */
    public static final String LAST = "last";

    /** {@code true} on records of a snapshot frame, absent otherwise. */
    public static final String SNAPSHOT = "snapshot";

    /** Version of the JSON value. */
    public static final String SCHEMA = "schema";

    /**
     * Absent on events; {@link #TICK}, {@link #SNAPSHOT_END} or {@link #GAP} on control records.
     */
    public static final String KIND = "kind";

    /**
     * A control record without value in every partition, several times a second: its Kafka
     * timestamp is the bridge's clock minus a safety, and time in the partition has come that far.
     */
    public static final String TICK = "tick";

    /**
     * A control record in {@code hl.fills.v1}, {@code hl.ledger.v1}, {@code hl.user-fundings.v1}
     * and {@code hl.orders.v1}, keyed by user, behind the last record of a snapshot of that user
     * (also an empty one): from here on a snapshot of this user is no longer its first.
     */
    public static final String SNAPSHOT_END = "snapshot-end";

    /**
     * A control record in {@code hl.trades.v1}, keyed by coin: trades of the coin between {@link
     * #GAP_FROM} and {@link #GAP_TO} may be missing for good. It stands before the first record
     * that came after the gap.
     */
    public static final String GAP = "gap";

    /** On a {@link #GAP}: exchange time, epoch milliseconds, inclusive. */
    public static final String GAP_FROM = "gap-from";

    /** On a {@link #GAP}: exchange time, epoch milliseconds, inclusive. */
    public static final String GAP_TO = "gap-to";

    private HeaderNames() {}
}

package io.hyperwatch.testbed.incidents;

/** Lengths of time in milliseconds, and how much is traded a day in a liquid coin. */
final class Spans {

    static final long SECOND = 1_000;
    static final long MINUTE = 60_000;
    static final long HOUR = 3_600_000;

    /** USD; enough for a deviation from the oracle to be critical. */
    static final double LIQUID = 50_000_000;

    private Spans() {}
}

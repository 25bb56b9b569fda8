package io.hyperwatch.bridge.relay;

/**
 * When the next tick is due and which time it may claim. Never falls, not even below what an
 * earlier life of the bridge wrote. Used from one thread.
 */
final class Ticks {

    private final long intervalNanos;
    private final long safetyMs;
    private long lastMs;
    private long dueAtNanos;

    /**
     * @param intervalNanos distance between two ticks
     * @param safetyMs how far ticks stay behind the clock
     * @param floorMs newest time already in the log, epoch milliseconds
     */
    Ticks(long intervalNanos, long safetyMs, long floorMs, long nowNanos) {
        this.intervalNanos = intervalNanos;
        this.safetyMs = safetyMs;
        this.lastMs = floorMs;
        this.dueAtNanos = nowNanos;
    }

    /** Time until the next tick, 0 or less when it is due. */
    long untilDueNanos(long nowNanos) {
        return dueAtNanos - nowNanos;
    }

    /**
     * Takes the tick that is due.
     *
     * @param horizonMs everything received before this time has been published
     * @return the tick's timestamp
     */
    long take(long nowNanos, long horizonMs) {
        dueAtNanos = nowNanos + intervalNanos;
        lastMs = Math.max(lastMs, horizonMs - safetyMs);
        return lastMs;
    }
}

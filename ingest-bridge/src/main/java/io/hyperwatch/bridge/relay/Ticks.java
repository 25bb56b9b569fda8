package io.hyperwatch.bridge.relay;

/**
 * When the next tick is due and which time it may claim. Never falls while the bridge lives. After
 * a restart it may start below what is in the log: readers take the maximum, whereas a tick up to
 * the newest record could claim 60 s that have not passed, as that record carries the exchange's
 * time. Used from one thread.
 */
public final class Ticks {

    private final long intervalNanos;
    private final long safetyMs;
    private long lastMs;
    private long dueAtNanos;

    /**
     * @param intervalNanos distance between two ticks
     * @param safetyMs how far ticks stay behind the clock
     */
    public Ticks(long intervalNanos, long safetyMs, long nowNanos) {
        this.intervalNanos = intervalNanos;
        this.safetyMs = safetyMs;
        this.dueAtNanos = nowNanos;
    }

    /** Time until the next tick, 0 or less when it is due. */
    public long untilDueNanos(long nowNanos) {
        return dueAtNanos - nowNanos;
    }

    /**
     * Takes the tick that is due.
     *
     * @param horizonMs everything received before this time has been published
     * @return the tick's timestamp
     */
    public long take(long nowNanos, long horizonMs) {
        dueAtNanos = nowNanos + intervalNanos;
        lastMs = Math.max(lastMs, horizonMs - safetyMs);
        return lastMs;
    }
}

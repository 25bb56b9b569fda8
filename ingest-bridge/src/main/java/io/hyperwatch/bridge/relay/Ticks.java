package io.hyperwatch.bridge.relay;

import io.hyperwatch.topics.Topic;

import java.util.List;

/**
 * When the next tick is due and which time it may claim. Never falls while the bridge lives. After
 * a restart it may start below what is in the log: readers take the maximum, whereas a tick up to
 * the newest record could claim 60 s that have not passed, as that record carries the exchange's
 * time. Used from one thread.
 */
public final class Ticks {

    /**
     * Every topic the bridge writes but the instruments, whose compacted topic takes no record
     * without a key, and those that the jobs write and a detector reads beside the bridge's: all
     * their partitions get ticks.
     */
    public static final List<Topic> TOPICS =
            List.of(
                    Topic.TRADES,
                    Topic.PRICES,
                    Topic.BOOKS,
                    Topic.CANDLES,
                    Topic.FILLS,
                    Topic.LEDGER,
                    Topic.USER_FUNDINGS,
                    Topic.ACCOUNT_STATES,
                    Topic.ORDERS,
                    Topic.FUNDING_RATES,
                    Topic.LEADERBOARD,
                    Topic.VAULTS,
                    Topic.COVERAGE,
                    Topic.POSITION_EVENTS,
                    Topic.SIGNALS,
                    Topic.DEAD_LETTERS);

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

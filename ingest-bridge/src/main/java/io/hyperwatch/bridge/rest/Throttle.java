package io.hyperwatch.bridge.rest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses after status 429, which does not say for how long: 5 s, then 10 s, up to 60 s, with up to
 * a quarter more so that several clients of one address do not return together.
 */
final class Throttle {

    private static final long FIRST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int MAX_DOUBLINGS = 4;

    private final RandomGenerator random;
    private long untilNanos;
    private int pauses;

    Throttle(RandomGenerator random, long nowNanos) {
        this.random = random;
        this.untilNanos = nowNanos;
    }

    /**
     * @return false when there is a pause already: this 429 is of a call from before
     */
    boolean pause(long nowNanos) {
        if (isPaused(nowNanos)) {
            return false;
        }
        long pause = FIRST_NANOS << Math.min(pauses, MAX_DOUBLINGS);
        pause += random.nextLong(pause / 4);
        untilNanos = nowNanos + Math.min(pause, LONGEST_NANOS);
        pauses++;
        return true;
    }

    /** Outside a pause the next one is a short one again. */
    void succeeded(long nowNanos) {
        if (!isPaused(nowNanos)) {
            pauses = 0;
        }
    }

    boolean isPaused(long nowNanos) {
        return nowNanos - untilNanos < 0;
    }

    long leftNanos(long nowNanos) {
        return Math.max(0, untilNanos - nowNanos);
    }
}

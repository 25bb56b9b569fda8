package io.hyperwatch.bridge.connect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long one connection waits before its next attempt: full jitter, {@code random(0, min(30 s,
 * 0.5 s · 2^n))}, back to the start after 60 s of health. Source of the formula: "Exponential
 * Backoff And Jitter", AWS Architecture Blog.
 */
final class Backoff {

    private static final long BASE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long CAP_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long HEALTHY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_DOUBLINGS = 6;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after an attempt that came to nothing. */
    long failed() {
        failures++;
        return random.nextLong(ceilingNanos() + 1);
    }

    /**
     * The wait after an open socket was lost.
     *
     * @param livedNanos how long it was open
     * @param expected whether we know that it was not the network or the exchange's load: waiting
     *     longer would help nobody
     */
    long lost(long livedNanos, boolean expected) {
        if (livedNanos >= HEALTHY_NANOS) {
            failures = 1;
        } else if (!expected || failures == 0) {
            failures++;
        }
        return random.nextLong(ceilingNanos() + 1);
    }

    private long ceilingNanos() {
        return Math.min(CAP_NANOS, BASE_NANOS << Math.min(failures - 1, MAX_DOUBLINGS));
    }
}

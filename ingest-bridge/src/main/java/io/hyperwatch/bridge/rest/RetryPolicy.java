package io.hyperwatch.bridge.rest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Which failed calls are made again, and when: full jitter, {@code random(0, min(30 s, 0.5 s ·
 * 2^n))}. Source of the formula: "Exponential Backoff And Jitter", AWS Architecture Blog.
 */
final class RetryPolicy {

    static final int TOO_MANY_REQUESTS = 429;

    static final int MAX_ATTEMPTS = 5;

    /** The exchange says 500 to an unknown dex or coin as well. */
    static final int MAX_ATTEMPTS_AT_500 = 3;

    private static final int INTERNAL_ERROR = 500;
    private static final long BASE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long CAP_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MAX_DOUBLINGS = 6;

    private final RandomGenerator random;

    RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param status of the last attempt, 0 where no answer came
     * @param attempts so far
     */
    boolean mayRetry(int status, int attempts) {
        if (status == INTERNAL_ERROR) {
            return attempts < MAX_ATTEMPTS_AT_500;
        }
        boolean transientFailure =
                status == 0 || status == TOO_MANY_REQUESTS || status > INTERNAL_ERROR;
        return transientFailure && attempts < MAX_ATTEMPTS;
    }

    long delayNanos(int attempts) {
        long ceiling = Math.min(CAP_NANOS, BASE_NANOS << Math.min(attempts - 1, MAX_DOUBLINGS));
        return random.nextLong(ceiling + 1);
    }
}

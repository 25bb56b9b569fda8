package io.hyperwatch.bridge.ws;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * When the next connection may be tried: full jitter, {@code random(0, min(30 s, 0.5 s · 2^n))},
 * back to the start after 60 s of health; and never more connections in a minute than the exchange
 * allows. Source of the formula: "Exponential Backoff And Jitter", AWS Architecture Blog.
 */
final class ReconnectPolicy {

    /** The exchange allows 30 new connections a minute and IP. */
    static final int MAX_CONNECTS_PER_MINUTE = 29;

    private static final long BASE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long CAP_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long HEALTHY_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_DOUBLINGS = 6;

    private final RandomGenerator random;
    private final ArrayDeque<Long> connects = new ArrayDeque<>();
    private int failures;
    private Long connectedAtNanos;

    ReconnectPolicy(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait before the next attempt; 0 for the very first. */
    long delayNanos(long nowNanos) {
        long backoff = failures == 0 ? 0 : random.nextLong(Math.min(CAP_NANOS, ceilingNanos()) + 1);
        forgetOldConnects(nowNanos + backoff);
        if (connects.size() < MAX_CONNECTS_PER_MINUTE) {
            return backoff;
        }
        return Math.max(backoff, connects.peekFirst() + MINUTE_NANOS - nowNanos);
    }

    private long ceilingNanos() {
        return BASE_NANOS << Math.min(failures - 1, MAX_DOUBLINGS);
    }

    /** An attempt starts, whether it succeeds or not. */
    void connecting(long nowNanos) {
        forgetOldConnects(nowNanos);
        connects.addLast(nowNanos);
        connectedAtNanos = null;
    }

    void connected(long nowNanos) {
        connectedAtNanos = nowNanos;
    }

    /** The attempt failed or the connection is gone. */
    void lost(long nowNanos) {
        boolean wasHealthy =
                connectedAtNanos != null && nowNanos - connectedAtNanos >= HEALTHY_NANOS;
        failures = wasHealthy ? 1 : failures + 1;
        connectedAtNanos = null;
    }

    private void forgetOldConnects(long nowNanos) {
        while (!connects.isEmpty() && nowNanos - connects.peekFirst() >= MINUTE_NANOS) {
            connects.removeFirst();
        }
    }
}

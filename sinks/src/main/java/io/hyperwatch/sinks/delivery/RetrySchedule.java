package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;

/**
 * When to try again.
 *
 * @param delaysMs how long to wait after the first failed attempt, after the second, …
 * @param jitter each delay is lengthened by up to this part of it, so that endpoints which failed
 *     together do not come back together
 * @param maxAgeMs of the alert; the last attempt is made at that age, none later
 */
public record RetrySchedule(List<Long> delaysMs, double jitter, long maxAgeMs)
        implements Serializable {

    /** Standard Webhooks 1.0.0: 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h; here up to 24 h. */
    public static final RetrySchedule STANDARD =
            new RetrySchedule(
                    List.of(
                            5_000L,
                            300_000L,
                            1_800_000L,
                            7_200_000L,
                            18_000_000L,
                            36_000_000L,
                            50_400_000L),
                    0.2,
                    86_400_000L);

    /** A last attempt closer than this to the one before is not worth it. */
    private static final long SHORTEST_DELAY_MS = 60_000;

    /** An attempt that was due in time may be made this much later. */
    private static final long LATENESS_MS = 300_000;

    /**
     * @param attempts made so far, at least 1
     * @param nowMs when the last one failed
     * @param retryAfterMs how long the endpoint asked to be left alone, null where it did not
     * @param random 0 to 1, for the jitter
     * @return when the next attempt is due; empty to give up
     */
    OptionalLong next(Alert alert, int attempts, long nowMs, Long retryAfterMs, double random) {
        if (attempts > delaysMs.size()) {
            return OptionalLong.empty();
        }
        long delay = delaysMs.get(attempts - 1);
        delay += (long) (delay * jitter * random);
        long asked = retryAfterMs == null ? 0 : retryAfterMs;
        long left = bornAtMs(alert) + maxAgeMs - nowMs;
        if (Math.max(delay, asked) <= left) {
            return OptionalLong.of(nowMs + Math.max(delay, asked));
        }
        return left >= Math.max(SHORTEST_DELAY_MS, asked)
                ? OptionalLong.of(nowMs + left)
                : OptionalLong.empty();
    }

    boolean isTooOld(Alert alert, long nowMs) {
        return nowMs - bornAtMs(alert) > maxAgeMs + LATENESS_MS;
    }

    private static long bornAtMs(Alert alert) {
        return alert.detectedAtMs() > 0 ? alert.detectedAtMs() : alert.eventTimeMs();
    }
}

package io.hyperwatch.bridge.connect;

import java.time.Duration;

/**
 * At most so many of something in any span of a given length, wherever that span begins. A token
 * bucket would allow a burst and a refill within one span, nearly twice the limit.
 */
final class RollingBudget {

    /**
     * The exchange counts its minutes by the times of arrival; a packet that took 2 s longer than
     * another does not bring two minutes together.
     */
    static final Duration SAFE_MINUTE = Duration.ofSeconds(62);

    private final long spanNanos;
    private final long[] takenNanos;
    private int oldest;
    private int size;

    RollingBudget(int limit, Duration span) {
        this.takenNanos = new long[limit];
        this.spanNanos = span.toNanos();
    }

    /**
     * Takes one if more than {@code kept} are free.
     *
     * @param kept left for something more urgent
     */
    boolean take(long nowNanos, int kept) {
        if (nextNanos(nowNanos, kept) > nowNanos) {
            return false;
        }
        takenNanos[(oldest + size) % takenNanos.length] = nowNanos;
        size++;
        return true;
    }

    /** When one can be taken, at the earliest now; never if nothing but the kept ones exist. */
    long nextNanos(long nowNanos, int kept) {
        forget(nowNanos);
        int usable = takenNanos.length - kept;
        if (usable <= 0) {
            return Long.MAX_VALUE;
        }
        if (size < usable) {
            return nowNanos;
        }
        return takenNanos[(oldest + size - usable) % takenNanos.length] + spanNanos;
    }

    /** Taken in the span that ends now. */
    int taken(long nowNanos) {
        forget(nowNanos);
        return size;
    }

    private void forget(long nowNanos) {
        while (size > 0 && nowNanos - takenNanos[oldest] >= spanNanos) {
            oldest = (oldest + 1) % takenNanos.length;
            size--;
        }
    }
}

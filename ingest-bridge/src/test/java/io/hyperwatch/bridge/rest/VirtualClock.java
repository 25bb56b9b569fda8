package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.relay.BridgeClock;

import java.time.Duration;

/** A clock that only moves when told to. */
public final class VirtualClock implements BridgeClock {

    private static final long START_MS = 1_790_000_000_000L;

    /** Not zero: nothing may rely on the origin of nanos. */
    public static final long START_NANOS = -5_000_000_000L;

    private long nanos = START_NANOS;

    @Override
    public long epochMs() {
        return START_MS + (nanos - START_NANOS) / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    public void to(long nowNanos) {
        if (nowNanos < nanos) {
            throw new IllegalArgumentException("time runs backwards");
        }
        nanos = nowNanos;
    }

    public void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    /** Since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos - START_NANOS);
    }
}

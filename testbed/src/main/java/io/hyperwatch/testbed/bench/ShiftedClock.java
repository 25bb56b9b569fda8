package io.hyperwatch.testbed.bench;

import io.hyperwatch.bridge.relay.BridgeClock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This machine's clock, put forward on demand: exchange and bridge that share it pass the minutes
 * until an incident resolves in a moment.
 */
final class ShiftedClock implements BridgeClock, InstantSource {

    /** It begins in the past: Kafka refuses records dated more than an hour into the future. */
    private static final long BEHIND_MS = 48L * 3600 * 1000;

    private final AtomicLong shiftMs = new AtomicLong(-BEHIND_MS);

    void forward(long ms) {
        shiftMs.addAndGet(ms);
    }

    @Override
    public long epochMs() {
        return System.currentTimeMillis() + shiftMs.get();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(epochMs());
    }
}

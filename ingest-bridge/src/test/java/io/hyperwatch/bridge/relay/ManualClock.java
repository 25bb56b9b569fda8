package io.hyperwatch.bridge.relay;

/** A clock that only moves when told to. */
final class ManualClock implements BridgeClock {

    private volatile long epochMs;
    private volatile long nanos;

    ManualClock(long epochMs) {
        this.epochMs = epochMs;
    }

    void advanceMs(long millis) {
        epochMs += millis;
        nanos += millis * 1_000_000;
    }

    /** The wall clock is set; intervals do not notice. */
    void stepTo(long newEpochMs) {
        epochMs = newEpochMs;
    }

    @Override
    public long epochMs() {
        return epochMs;
    }

    @Override
    public long nanos() {
        return nanos;
    }
}

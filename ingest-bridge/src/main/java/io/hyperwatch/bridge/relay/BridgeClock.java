package io.hyperwatch.bridge.relay;

/** The only clock of the bridge; everything else is told the time. */
public interface BridgeClock {

    BridgeClock SYSTEM =
            new BridgeClock() {
                @Override
                public long epochMs() {
                    return System.currentTimeMillis();
                }

                @Override
                public long nanos() {
                    return System.nanoTime();
                }
            };

    /** Wall clock, may step. */
    long epochMs();

    /** For intervals, never steps. */
    long nanos();
}

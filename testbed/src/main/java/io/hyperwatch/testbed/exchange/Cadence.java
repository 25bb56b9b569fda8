package io.hyperwatch.testbed.exchange;

import java.time.Duration;

/**
 * How often the streams that are not events are pushed.
 *
 * @param mids {@code allMids}
 * @param contexts {@code activeAssetCtx} of each coin
 * @param books {@code l2Book} of each coin
 */
public record Cadence(Duration mids, Duration contexts, Duration books) {

    /** As measured on the exchange in 2026. */
    public static Cadence measured() {
        return new Cadence(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /** Nothing is pushed unless {@link Market} is told to: for tests that count frames. */
    public static Cadence onDemand() {
        Duration never = Duration.ofDays(1);
        return new Cadence(never, never, never);
    }
}

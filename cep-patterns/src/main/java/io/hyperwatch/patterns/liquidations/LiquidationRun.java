package io.hyperwatch.patterns.liquidations;

import java.math.BigDecimal;

/**
 * A liquidation so far: a run of fills of one account and coin; part of {@link LiquidationRuns}.
 *
 * @param liquidationId follows from its first fill in log order
 * @param startMs lowest time of its fills
 * @param endMs highest time of its fills
 * @param fillCount number of its fills
 * @param valueUsd their value
 * @param touchedMs log time of its newest arrival
 */
public record LiquidationRun(
        String liquidationId,
        long startMs,
        long endMs,
        int fillCount,
        BigDecimal valueUsd,
        long touchedMs) {

    /** Gap within a liquidation, a closed bound. */
    public static final long MAX_GAP_MS = 5_000;

    boolean takes(long timeMs) {
        return timeMs >= startMs - MAX_GAP_MS && timeMs <= endMs + MAX_GAP_MS;
    }

    LiquidationRun add(long timeMs, BigDecimal fillValueUsd, long logTimeMs) {
        return new LiquidationRun(
                liquidationId,
                Math.min(startMs, timeMs),
                Math.max(endMs, timeMs),
                fillCount + 1,
                valueUsd.add(fillValueUsd),
                logTimeMs);
    }
}

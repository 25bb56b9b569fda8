package io.hyperwatch.patterns.withdrawal;

import java.math.BigDecimal;

/**
 * A liquidation of a large position; part of {@link AccountStory}.
 *
 * @param liquidationId which one
 * @param coin exact name on the exchange
 * @param identity of the fill: that by which it went to the pattern, until then its newest
 * @param timeMs event time of that fill
 * @param late whether that fill was late
 * @param usd value of the liquidation at that fill
 * @param withinMs parameter in force at that fill
 * @param toPattern whether it went to the pattern
 * @param seenMs log time at which that fill came
 */
public record SeenLiquidation(
        String liquidationId,
        String coin,
        String identity,
        long timeMs,
        boolean late,
        BigDecimal usd,
        long withinMs,
        boolean toPattern,
        long seenMs) {

    SeenLiquidation sent() {
        return new SeenLiquidation(
                liquidationId, coin, identity, timeMs, late, usd, withinMs, true, seenMs);
    }

    /** As it is known once a transfer has come late that makes it news. */
    SeenLiquidation late(boolean alsoLate) {
        return new SeenLiquidation(
                liquidationId,
                coin,
                identity,
                timeMs,
                late || alsoLate,
                usd,
                withinMs,
                toPattern,
                seenMs);
    }
}

package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.events.Sequence;
import io.hyperwatch.patterns.incident.Evidence;

import java.math.BigDecimal;

/**
 * A liquidation as far as it is counted; state of {@link LiquidationWindows}, keyed by its id.
 *
 * @param coin exact name on the exchange
 * @param startMs event time of its first fill; falls when an earlier fill arrives later
 * @param valueUsd all its fills so far
 * @param confirmed whether it is more than a guess
 * @param seenFrom place in the log of the first of its fills to arrive
 * @param fills its fills, in the order they arrived
 */
public record CountedLiquidation(
        String coin,
        long startMs,
        BigDecimal valueUsd,
        boolean confirmed,
        Sequence seenFrom,
        Evidence fills) {}

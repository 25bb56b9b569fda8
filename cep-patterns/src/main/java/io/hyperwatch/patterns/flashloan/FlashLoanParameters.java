package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.events.LiquidationGrade;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param version of the parameters, part of alert ids
 * @param windowMs length of the window, closed at both ends; at most 10 minutes
 * @param minLiquidations at least this many in a window
 * @param thresholdUsd together worth more than this
 * @param minGrade only liquidations at least this sure count
 */
public record FlashLoanParameters(
        int version,
        long windowMs,
        int minLiquidations,
        BigDecimal thresholdUsd,
        LiquidationGrade minGrade)
        implements Serializable {

    public static final FlashLoanParameters DEFAULTS =
            new FlashLoanParameters(
                    1, 10_000, 2, new BigDecimal("500000"), LiquidationGrade.CONFIRMED_FILL);

    boolean holds(int liquidations, BigDecimal totalUsd) {
        return liquidations >= minLiquidations && totalUsd.compareTo(thresholdUsd) > 0;
    }
}

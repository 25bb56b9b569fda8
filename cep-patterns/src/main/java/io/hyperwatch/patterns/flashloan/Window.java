package io.hyperwatch.patterns.flashloan;

import java.math.BigDecimal;

/**
 * The liquidations that began within a closed interval of event time. State of {@link
 * FlashLoanCore}: the largest of an incident.
 *
 * @param startMs first millisecond, the start of a liquidation
 * @param endMs last millisecond
 * @param count how many liquidations
 * @param totalUsd their values so far
 * @param largestUsd the largest value
 */
public record Window(
        long startMs, long endMs, int count, BigDecimal totalUsd, BigDecimal largestUsd) {

    /**
     * @param other null for none
     */
    boolean isWorthMoreThan(Window other) {
        return other == null || totalUsd.compareTo(other.totalUsd) > 0;
    }
}

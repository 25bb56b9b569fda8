package io.hyperwatch.patterns.flashloan;

import java.math.BigDecimal;

/**
 * The liquidations that began within a closed interval of event time.
 *
 * @param startMs first millisecond, the start of a liquidation
 * @param endMs last millisecond
 * @param count how many liquidations
 * @param totalUsd their values so far
 * @param largestUsd the largest value
 */
record Window(long startMs, long endMs, int count, BigDecimal totalUsd, BigDecimal largestUsd) {}

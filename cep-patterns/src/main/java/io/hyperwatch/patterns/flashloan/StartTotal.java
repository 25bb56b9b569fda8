package io.hyperwatch.patterns.flashloan;

import java.math.BigDecimal;

/**
 * All liquidations that began in one millisecond; part of {@link StartSecond}.
 *
 * @param startMs event time of their first fills
 * @param count how many
 * @param totalUsd their values so far
 * @param largestUsd the largest value
 */
public record StartTotal(long startMs, int count, BigDecimal totalUsd, BigDecimal largestUsd) {}

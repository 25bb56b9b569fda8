package io.hyperwatch.patterns.flashloan;

import java.math.BigDecimal;

/**
 * All liquidations that began in one millisecond; part of {@link StartSecond}.
 *
 * @param startMs event time of their first fills
 * @param count how many
 * @param totalUsd their values so far
 * @param largestUsd the largest value
 * @param confirmedCount those of them that are more than a guess
 * @param confirmedUsd their values so far
 */
public record StartTotal(
        long startMs,
        int count,
        BigDecimal totalUsd,
        BigDecimal largestUsd,
        int confirmedCount,
        BigDecimal confirmedUsd) {}

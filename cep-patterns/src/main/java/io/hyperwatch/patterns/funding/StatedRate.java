package io.hyperwatch.patterns.funding;

import java.math.BigDecimal;

/**
 * What a source said last; part of {@link FundingState}.
 *
 * @param timeMs event time
 * @param rate per hour, a fraction
 */
public record StatedRate(long timeMs, BigDecimal rate) {}

package io.hyperwatch.patterns.mid;

import java.math.BigDecimal;

/**
 * What a price must be like to count as the mid.
 *
 * @param maxBboAgeMs how old best bid and ask may be
 * @param maxSpreadPct how wide they may be apart, in percent of their mid
 * @param maxAgeMs how old the mid of a context or of {@code allMids} may be
 */
public record MidLimits(long maxBboAgeMs, BigDecimal maxSpreadPct, long maxAgeMs) {}

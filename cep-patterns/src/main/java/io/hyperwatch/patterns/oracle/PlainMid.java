package io.hyperwatch.patterns.oracle;

import java.math.BigDecimal;

/**
 * The mid of {@code allMids}; part of {@link LatestPrices}.
 *
 * @param timeMs time of receipt
 * @param mid price
 */
public record PlainMid(long timeMs, BigDecimal mid) {}

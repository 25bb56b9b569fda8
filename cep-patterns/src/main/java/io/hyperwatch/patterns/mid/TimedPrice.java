package io.hyperwatch.patterns.mid;

import java.math.BigDecimal;

/**
 * A price and when it was; part of {@link MidPrices}.
 *
 * @param timeMs epoch milliseconds
 * @param price null where the book was empty
 */
public record TimedPrice(long timeMs, BigDecimal price) {}

package io.hyperwatch.patterns.mid;

import java.math.BigDecimal;

/**
 * The mid price of a coin.
 *
 * @param source {@code bbo}, {@code context} or {@code allMids}
 * @param price in USD
 */
public record Mid(String source, BigDecimal price) {}

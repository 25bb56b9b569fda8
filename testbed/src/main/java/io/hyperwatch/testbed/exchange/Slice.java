package io.hyperwatch.testbed.exchange;

import java.math.BigDecimal;

/**
 * One trade of an order that crosses the book.
 *
 * @param price in USD
 * @param size in coins
 * @param maker whose resting order was hit
 */
public record Slice(BigDecimal price, BigDecimal size, String maker) {}

package io.hyperwatch.testbed.exchange;

import java.math.BigDecimal;

/**
 * One trade of an order that crosses the book.
 *
 * @param price in USD
 * @param size in coins
 * @param maker whose resting order was hit
 * @param makerOid id of that order; null makes one up
 */
public record Slice(BigDecimal price, BigDecimal size, String maker, Long makerOid) {

    public Slice(BigDecimal price, BigDecimal size, String maker) {
        this(price, size, maker, null);
    }
}

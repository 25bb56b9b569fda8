package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;

import java.math.BigDecimal;

/**
 * A limit order in the book.
 *
 * @param user lower-case address
 * @param oid order id
 * @param coin exact name
 * @param limitPrice in USD
 * @param size what is left of it, in coins
 * @param originalSize in coins
 * @param placedMs block time
 */
public record RestingOrder(
        String user,
        long oid,
        String coin,
        Side side,
        BigDecimal limitPrice,
        BigDecimal size,
        BigDecimal originalSize,
        long placedMs) {

    RestingOrder filled() {
        return new RestingOrder(
                user, oid, coin, side, limitPrice, new BigDecimal("0.0"), originalSize, placedMs);
    }
}

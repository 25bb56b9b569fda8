package io.hyperwatch.testbed.exchange;

import java.math.BigDecimal;

/**
 * Best bid and offer of a coin.
 *
 * @param coin exact name
 * @param timeMs block time
 * @param bidPrice null where the side is empty
 * @param bidSize null where the side is empty
 * @param askPrice null where the side is empty
 * @param askSize null where the side is empty
 */
public record Quote(
        String coin,
        long timeMs,
        BigDecimal bidPrice,
        BigDecimal bidSize,
        BigDecimal askPrice,
        BigDecimal askSize) {

    /** Halfway between the sides; null where one is empty. */
    public BigDecimal mid() {
        return bidPrice == null || askPrice == null
                ? null
                : bidPrice.add(askPrice).multiply(new BigDecimal("0.5")).stripTrailingZeros();
    }

    boolean sameLevels(Quote other) {
        return other != null
                && same(bidPrice, other.bidPrice)
                && same(bidSize, other.bidSize)
                && same(askPrice, other.askPrice)
                && same(askSize, other.askSize);
    }

    private static boolean same(BigDecimal a, BigDecimal b) {
        return a == null || b == null ? a == b : a.compareTo(b) == 0;
    }
}

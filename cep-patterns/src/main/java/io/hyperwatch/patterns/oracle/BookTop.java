package io.hyperwatch.patterns.oracle;

import java.math.BigDecimal;

/**
 * Best bid and ask; part of {@link LatestPrices}.
 *
 * @param timeMs event time
 * @param bid null for an empty side
 * @param ask null for an empty side
 */
public record BookTop(long timeMs, BigDecimal bid, BigDecimal ask) {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal TWO_HUNDRED = BigDecimal.valueOf(200);

    /** Two-sided, and the spread at most this part of the mid; exact, without a division. */
    public boolean isTight(BigDecimal maxSpreadPct) {
        if (bid == null || ask == null) {
            return false;
        }
        BigDecimal spreadTimes200 = ask.subtract(bid).multiply(TWO_HUNDRED);
        return spreadTimes200.compareTo(maxSpreadPct.multiply(ask.add(bid))) <= 0;
    }

    /** Exact: halving a decimal needs one more digit. */
    public BigDecimal mid() {
        return bid.add(ask).divide(TWO);
    }
}

package io.hyperwatch.patterns.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How far a price is from the oracle price. Comparisons are exact, without a division.
 *
 * @param reference which price: {@code mid} or {@code mark}
 * @param midSource {@code bbo}, {@code context} or {@code allMids}; null for {@code mark}
 * @param price the price
 * @param oracle the oracle price, above zero
 */
record Deviation(String reference, String midSource, BigDecimal price, BigDecimal oracle) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DIGITS = 6;

    BigDecimal distance() {
        return price.subtract(oracle).abs();
    }

    boolean isAbove(BigDecimal percent) {
        return compareTo(percent) > 0;
    }

    boolean isBelow(BigDecimal percent) {
        return compareTo(percent) < 0;
    }

    /** For people and scores: 6 digits, half to even. */
    BigDecimal percent() {
        return distance().multiply(HUNDRED).divide(oracle, PERCENT_DIGITS, RoundingMode.HALF_EVEN);
    }

    String direction() {
        return price.compareTo(oracle) >= 0 ? "above" : "below";
    }

    private int compareTo(BigDecimal percent) {
        return distance().multiply(HUNDRED).compareTo(percent.multiply(oracle));
    }
}

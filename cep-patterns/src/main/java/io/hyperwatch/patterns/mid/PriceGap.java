package io.hyperwatch.patterns.mid;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How far a price is from another. Comparisons are exact, without a division.
 *
 * @param price the one judged
 * @param base what it is compared with, above zero
 */
public record PriceGap(BigDecimal price, BigDecimal base) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DIGITS = 6;

    /** |price − base| / base is more than this percentage. */
    public boolean isAbove(BigDecimal percent) {
        return compareTo(percent) > 0;
    }

    public boolean isBelow(BigDecimal percent) {
        return compareTo(percent) < 0;
    }

    /** For people and scores: 6 digits, half to even. */
    public BigDecimal percent() {
        return distance().multiply(HUNDRED).divide(base, PERCENT_DIGITS, RoundingMode.HALF_EVEN);
    }

    /** {@code above} or {@code below}. */
    public String direction() {
        return price.compareTo(base) >= 0 ? "above" : "below";
    }

    private BigDecimal distance() {
        return price.subtract(base).abs();
    }

    private int compareTo(BigDecimal percent) {
        return distance().multiply(HUNDRED).compareTo(percent.multiply(base));
    }
}

package io.hyperwatch.patterns.vault;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * How many standard deviations the newest of some values is from their mean, itself among them;
 * population deviation. Kept as what can be compared without a root: with n values of sum S and sum
 * of squares Q, z = (n·v − S) / √(n·Q − S²).
 *
 * @param count n
 * @param distance n·v − S
 * @param spread n·Q − S², above zero
 */
record ZScore(int count, BigDecimal distance, BigDecimal spread) {

    private static final MathContext DIGITS = MathContext.DECIMAL128;

    /** Null where all values are the same. */
    static ZScore of(List<BigDecimal> values) {
        // From the newest value on, so that the squares stay small.
        BigDecimal newest = values.get(values.size() - 1);
        BigDecimal count = BigDecimal.valueOf(values.size());
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal value : values) {
            BigDecimal away = value.subtract(newest);
            sum = sum.add(away);
            squares = squares.add(away.pow(2));
        }
        BigDecimal spread = count.multiply(squares).subtract(sum.pow(2));
        return spread.signum() == 0 ? null : new ZScore(values.size(), sum.negate(), spread);
    }

    /** Whether |z| compares so with a limit: below, equal, above. */
    int compareTo(BigDecimal limit) {
        return distance.pow(2).compareTo(limit.pow(2).multiply(spread));
    }

    /** Whether the value is at least so far from the mean. */
    boolean isAtLeast(BigDecimal deviation) {
        return distance.abs().compareTo(deviation.multiply(BigDecimal.valueOf(count))) >= 0;
    }

    /** With 6 digits, half to even. */
    BigDecimal rounded() {
        return distance.divide(spread.sqrt(DIGITS), DIGITS).setScale(6, RoundingMode.HALF_EVEN);
    }
}

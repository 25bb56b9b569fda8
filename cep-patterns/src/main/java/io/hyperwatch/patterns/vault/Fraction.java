package io.hyperwatch.patterns.vault;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact quotient, so that a threshold is met exactly or not at all.
 *
 * @param numerator of any sign
 * @param denominator above zero
 */
record Fraction(BigDecimal numerator, BigDecimal denominator) implements Comparable<Fraction> {

    static final Fraction ZERO = of(BigDecimal.ZERO);

    static Fraction of(BigDecimal value) {
        return new Fraction(value, BigDecimal.ONE);
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction times(BigDecimal factor) {
        return new Fraction(numerator.multiply(factor), denominator);
    }

    Fraction atMost(BigDecimal limit) {
        return compareTo(limit) > 0 ? of(limit) : this;
    }

    int compareTo(BigDecimal value) {
        return numerator.compareTo(value.multiply(denominator));
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator
                .multiply(other.denominator)
                .compareTo(other.numerator.multiply(denominator));
    }

    /** With 6 digits, half to even. */
    BigDecimal rounded() {
        return numerator.divide(denominator, 6, RoundingMode.HALF_EVEN);
    }
}

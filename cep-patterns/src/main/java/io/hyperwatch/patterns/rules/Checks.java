package io.hyperwatch.patterns.rules;

import java.math.BigDecimal;

/**
 * What the compact constructors of parameter records check; each names the parameter as people
 * write it.
 */
public final class Checks {

    private static final int MAX_DIGITS = 64;

    private Checks() {}

    /**
     * @throws IllegalArgumentException unless true
     */
    public static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * @throws IllegalArgumentException unless above zero and of a size that means something
     */
    public static void positive(String name, BigDecimal value) {
        require(
                value != null
                        && value.signum() > 0
                        && value.precision() <= MAX_DIGITS
                        && Math.abs(value.scale()) <= MAX_DIGITS,
                name + " must be a decimal above 0");
    }

    /**
     * @throws IllegalArgumentException unless zero or above
     */
    public static void notNegative(String name, BigDecimal value) {
        require(
                value != null
                        && (value.signum() == 0
                                || value.signum() > 0 && value.precision() <= MAX_DIGITS),
                name + " must be a decimal of 0 or more");
    }

    /**
     * @throws IllegalArgumentException unless within the closed range
     */
    public static void between(String name, long value, long min, long max) {
        require(
                value >= min && value <= max,
                "%s must be from %d to %d, not %d".formatted(name, min, max, value));
    }
}

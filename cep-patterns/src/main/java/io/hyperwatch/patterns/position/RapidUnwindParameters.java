package io.hyperwatch.patterns.position;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param windowMs from the opening to the end, at most
 * @param minIncreases times the position was increased in between, at least
 * @param peakUsd what it was worth at its largest, at least
 */
public record RapidUnwindParameters(long windowMs, int minIncreases, BigDecimal peakUsd)
        implements Serializable {

    /** What the pattern and the state behind it are made for. */
    static final long MAX_WINDOW_MS = 3_600_000;

    /** A position's steps between opening and end go to the pattern up to this number. */
    static final int MAX_INCREASES = 10;

    public static final RapidUnwindParameters DEFAULTS =
            new RapidUnwindParameters(600_000, 2, new BigDecimal("1000000"));

    public RapidUnwindParameters {
        Checks.between("window_ms", windowMs, 1_000, MAX_WINDOW_MS);
        Checks.between("min_increases", minIncreases, 1, MAX_INCREASES);
        Checks.positive("peak_usd", peakUsd);
    }
}

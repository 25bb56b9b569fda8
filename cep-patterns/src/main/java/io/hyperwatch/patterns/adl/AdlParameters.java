package io.hyperwatch.patterns.adl;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param windowMs length of the window, closed at both ends; at most 10 minutes
 * @param criticalUsd critical when a window holds at least this
 */
public record AdlParameters(long windowMs, BigDecimal criticalUsd) implements Serializable {

    /** What the fills remembered allow for, see {@link AdlWindows}. */
    private static final long MAX_WINDOW_MS = 600_000;

    public static final AdlParameters DEFAULTS =
            new AdlParameters(60_000, new BigDecimal("100000"));

    public AdlParameters {
        Checks.between("window_ms", windowMs, 1, MAX_WINDOW_MS);
        Checks.positive("critical_usd", criticalUsd);
    }
}

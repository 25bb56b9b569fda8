package io.hyperwatch.patterns.signal;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters; shares, 0 to 1.
 *
 * @param minConfidence a confidence of this or more is told when the signal before had less
 * @param minBiasMove the long bias moved by this or more since the signal before
 */
public record SignalChangeParameters(BigDecimal minConfidence, BigDecimal minBiasMove)
        implements Serializable {

    public static final SignalChangeParameters DEFAULTS =
            new SignalChangeParameters(new BigDecimal("0.7"), new BigDecimal("0.1"));

    public SignalChangeParameters {
        share("min_confidence", minConfidence);
        share("min_bias_move", minBiasMove);
    }

    private static void share(String name, BigDecimal value) {
        Checks.positive(name, value);
        Checks.require(value.compareTo(BigDecimal.ONE) <= 0, name + " must be 1 or less");
    }
}

package io.hyperwatch.patterns.position;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param thresholdUsd a position event that traded this or more is told
 */
public record WhalePositionParameters(BigDecimal thresholdUsd) implements Serializable {

    public static final WhalePositionParameters DEFAULTS =
            new WhalePositionParameters(new BigDecimal("1000000"));

    public WhalePositionParameters {
        Checks.positive("threshold_usd", thresholdUsd);
    }
}

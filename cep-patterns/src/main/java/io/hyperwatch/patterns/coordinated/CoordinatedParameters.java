package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.liquidations.grades.GradedParameters;
import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param windowMs length of the window, closed at both ends; at most an hour
 * @param minLiquidations at least this many in a window
 * @param thresholdUsd together worth at least this
 * @param minGrade only liquidations at least this sure count
 */
public record CoordinatedParameters(
        long windowMs, int minLiquidations, BigDecimal thresholdUsd, LiquidationGrade minGrade)
        implements GradedParameters, Serializable {

    /** What the liquidations remembered allow for, see {@link AccountLiquidations}. */
    static final long MAX_WINDOW_MS = 3_600_000;

    public static final CoordinatedParameters DEFAULTS =
            new CoordinatedParameters(
                    300_000, 3, new BigDecimal("1000000"), LiquidationGrade.CONFIRMED_FILL);

    public CoordinatedParameters {
        Checks.between("window_ms", windowMs, 1, MAX_WINDOW_MS);
        Checks.between("min_liquidations", minLiquidations, 1, AccountLiquidations.MAX_KEPT);
        Checks.positive("threshold_usd", thresholdUsd);
        Checks.require(
                minGrade != null && minGrade != LiquidationGrade.UNKNOWN,
                "min_grade must be inferred_burst, confirmed_fill or confirmed_backstop");
    }

    boolean holds(int liquidations, BigDecimal totalUsd) {
        return liquidations >= minLiquidations && totalUsd.compareTo(thresholdUsd) >= 0;
    }
}

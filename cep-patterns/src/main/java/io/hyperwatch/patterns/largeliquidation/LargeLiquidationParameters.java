package io.hyperwatch.patterns.largeliquidation;

import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.liquidations.grades.GradedParameters;
import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param thresholdUsd a liquidation worth more than this is large
 * @param criticalUsd critical above this; not below {@code thresholdUsd}
 * @param minGrade only fills at least this sure are judged
 */
public record LargeLiquidationParameters(
        BigDecimal thresholdUsd, BigDecimal criticalUsd, LiquidationGrade minGrade)
        implements GradedParameters, Serializable {

    public static final LargeLiquidationParameters DEFAULTS =
            new LargeLiquidationParameters(
                    new BigDecimal("500000"),
                    new BigDecimal("2000000"),
                    LiquidationGrade.CONFIRMED_FILL);

    public LargeLiquidationParameters {
        Checks.positive("threshold_usd", thresholdUsd);
        Checks.positive("critical_usd", criticalUsd);
        Checks.require(
                criticalUsd.compareTo(thresholdUsd) >= 0,
                "critical_usd must not be below threshold_usd");
        Checks.require(
                minGrade != null && minGrade != LiquidationGrade.UNKNOWN,
                "min_grade must be inferred_burst, confirmed_fill or confirmed_backstop");
    }
}

package io.hyperwatch.patterns.liquidations.grades;

import io.hyperwatch.events.LiquidationGrade;

/** Parameters of a rule on liquidations. */
public interface GradedParameters {

    /** Only liquidations at least this sure count. */
    LiquidationGrade minGrade();

    /** Whether what is only inferred counts too. */
    static boolean takesInferred(GradedParameters parameters) {
        return parameters.minGrade().compareTo(LiquidationGrade.CONFIRMED_FILL) < 0;
    }
}

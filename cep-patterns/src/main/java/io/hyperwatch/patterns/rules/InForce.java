package io.hyperwatch.patterns.rules;

import io.hyperwatch.rules.RuleState;

/**
 * A rule as it is in force for one record.
 *
 * @param version of the narrowest change it is made of, which also gives the state; part of alert
 *     ids
 * @param state what the rule does
 * @param parameters typed and valid
 */
public record InForce<P>(int version, RuleState state, P parameters) {

    /** The condition counts as not holding. */
    public boolean isPaused() {
        return state == RuleState.PAUSED;
    }

    public boolean isShadow() {
        return state == RuleState.SHADOW;
    }
}

package io.hyperwatch.patterns.oracle;

/** What a {@link BreachSignal} says about its breach. */
public enum BreachKind {
    UNKNOWN,
    /** The deviation went above the warning threshold. */
    BREACH,
    /** For the first time in this breach it is above the critical threshold. */
    ESCALATED,
    /** It has not ended for 30, 60, 300 s. */
    SUSTAINED,
    /** It fell below 0.8 of the warning threshold. */
    RECOVERED
}

package io.hyperwatch.patterns.oracle;

/** What a {@link BreachSignal} says about its breach. */
public enum BreachKind {
    UNKNOWN,
    /** A breach that is about to be said to be sustained for the first time. */
    BREACH,
    /** Behind the first {@link #SUSTAINED}: for the first time above the critical threshold. */
    ESCALATED,
    /** It has not ended for 30, 60, 300 s. */
    SUSTAINED,
    /** It fell below 0.8 of the warning threshold. */
    RECOVERED
}

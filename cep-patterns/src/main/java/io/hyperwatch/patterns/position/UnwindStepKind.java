package io.hyperwatch.patterns.position;

/** What an {@link UnwindStep} says about a position. */
public enum UnwindStepKind {
    UNKNOWN,
    /** From nothing, or from the other side. */
    OPENED,
    /** Same side, larger. */
    INCREASED,
    /** To nothing, or to the other side. */
    ENDED
}

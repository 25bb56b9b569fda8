package io.hyperwatch.patterns.flashloan.shape;

/** What a {@link ShapeSignal} tells, in the order in which signals of one time are followed. */
public enum ShapeStep {
    UNKNOWN,
    /** The price began to move by more than 3 % within a minute. */
    PUSH,
    /** An incident of liquidations was opened in the coin. */
    LIQUIDATIONS,
    /** At least half of the push has come back. */
    REVERSAL
}

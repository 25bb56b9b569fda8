package io.hyperwatch.patterns.withdrawal;

/** What a {@link StoryStep} says about a position. */
public enum StoryStepKind {
    UNKNOWN,
    /** It is large; said again before each withdrawal, since that may come days later. */
    OPENED,
    /** The account withdrew enough while it was open. */
    WITHDRAWN,
    /** It was liquidated. */
    LIQUIDATED
}

package io.hyperwatch.patterns.funding;

/**
 * Who says what a coin's hourly funding rate is. In the order in which statements of one time are
 * judged, so that the last word is that of the one who knows best.
 */
public enum FundingSource {
    UNKNOWN,
    /** The running estimate of the coming settlement, from asset contexts. */
    ESTIMATE,
    /** What was settled for an hour, from the funding history. */
    SETTLED,
    /** What a watched account paid or received by, at the settlement. */
    PAYMENT
}

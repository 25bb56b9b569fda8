package io.hyperwatch.patterns.wallpull;

import java.math.BigDecimal;

/**
 * A wall that was pulled, from the book it was seen in to the book it is gone in; flat, as CEP
 * wants it.
 *
 * @param incidentId the incident it belongs to
 * @param coin exact name on the exchange
 * @param bid whether it stood on the bid side
 * @param price of its level
 * @param seenMs event time of the first book in which it was a wall
 * @param goneMs event time of the book in which it is gone
 * @param valueUsd what it was worth
 */
public record PullSignal(
        String incidentId,
        String coin,
        boolean bid,
        BigDecimal price,
        long seenMs,
        long goneMs,
        BigDecimal valueUsd) {

    /** Walls of one side follow each other. */
    public String coinAndSide() {
        return coin + (bid ? "|bid" : "|ask");
    }
}

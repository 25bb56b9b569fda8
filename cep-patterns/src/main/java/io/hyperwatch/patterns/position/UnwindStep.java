package io.hyperwatch.patterns.position;

import java.math.BigDecimal;

/**
 * A step in the life of one position, flat, as CEP wants it, with the thresholds beside it. The
 * positions of an account in a coin follow each other, so their steps do too.
 *
 * @param kind which step
 * @param address lower-case address
 * @param coin exact name on the exchange
 * @param eventId of the position event
 * @param timeMs event time
 * @param late received 1 to 10 minutes after its event time
 * @param price in USD per coin
 * @param sizeAfter signed, in coins
 * @param changeUsd value of what was traded
 * @param flipped whether the event went to the other side
 * @param peakUsd the largest value of the position so far
 * @param increases how often it was increased so far
 * @param decreases how often it was decreased so far
 * @param completes false where the record is history or the rule paused: it ends the position, but
 *     nobody is told
 * @param windowMs parameter in force at this step
 * @param minIncreases parameter in force at this step
 * @param minPeakUsd parameter in force at this step
 */
public record UnwindStep(
        UnwindStepKind kind,
        String address,
        String coin,
        String eventId,
        long timeMs,
        boolean late,
        BigDecimal price,
        BigDecimal sizeAfter,
        BigDecimal changeUsd,
        boolean flipped,
        BigDecimal peakUsd,
        int increases,
        int decreases,
        boolean completes,
        long windowMs,
        int minIncreases,
        BigDecimal minPeakUsd) {

    /** Key of the stream of steps. */
    public String position() {
        return address + "/" + coin;
    }

    /** Whether it completes the rule's condition after this opening and so many increases. */
    boolean unwinds(UnwindStep opening, int increasesBetween) {
        return completes
                && timeMs - opening.timeMs() <= windowMs
                && increasesBetween >= minIncreases
                && peakUsd.compareTo(minPeakUsd) >= 0;
    }
}

package io.hyperwatch.patterns.wallpull;

import java.math.BigDecimal;

/**
 * A step in the life of a wall, as the books of a coin tell it.
 *
 * @param step which
 * @param coin exact name on the exchange
 * @param wall as it stood
 * @param logTimeMs log time of the book that tells it
 * @param end how it vanished, null for the other steps
 */
public record WallSignal(WallStep step, String coin, Wall wall, long logTimeMs, End end) {

    /**
     * The book in which it is gone.
     *
     * @param identity of the book
     * @param timeMs event time of the book
     * @param late whether the book was received 1 to 10 minutes after that
     * @param remainingSize what is left at its price, in coins
     * @param worstPrice of the last level shown on its side
     * @param movedToPrice where a new wall of at least 80 % of its size is first seen on its side
     *     in the same book, null where there is none
     */
    public record End(
            String identity,
            long timeMs,
            boolean late,
            BigDecimal remainingSize,
            BigDecimal worstPrice,
            BigDecimal movedToPrice) {}

    String wallId() {
        return wall.identity(wall.firstIdentity());
    }
}

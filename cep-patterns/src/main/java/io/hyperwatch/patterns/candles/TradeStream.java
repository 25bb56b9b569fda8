package io.hyperwatch.patterns.candles;

import java.util.List;

/**
 * How far one coin's trade stream can be trusted to be whole; state of {@link Continuity}.
 *
 * @param beganMs event time of the first trade ever read, {@link #NOT_BEGUN} before
 * @param incompleteMinutes open times of the minutes that gaps touched
 */
public record TradeStream(long beganMs, List<Long> incompleteMinutes) {

    static final long NOT_BEGUN = Long.MAX_VALUE;

    static final TradeStream NOTHING_YET = new TradeStream(NOT_BEGUN, List.of());

    boolean hasBegun() {
        return beganMs != NOT_BEGUN;
    }
}

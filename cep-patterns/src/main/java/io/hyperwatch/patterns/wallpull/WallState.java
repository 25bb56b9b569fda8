package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Sequence;

import java.util.List;

/**
 * State of {@link WallWatchCore}, one for each coin: 100 bytes and up to 32 walls of 400.
 *
 * @param read place in the log up to which books were read
 * @param timeMs event time of the newest book
 * @param sigFigs of the books judged, 0 for full ones
 * @param walls in the order in which they were first seen, bids before asks, best first
 */
public record WallState(Sequence read, long timeMs, int sigFigs, List<Wall> walls) {

    static final WallState NONE = new WallState(Sequence.NONE, Long.MIN_VALUE, 0, List.of());
}

package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.Detector;

import java.util.List;

/**
 * State of {@link WallTrades}: the walls whose trades are kept.
 *
 * @param walls in the order of their newest signal
 */
public record WallWatch(List<WatchedWall> walls) {

    static final WallWatch NONE = new WallWatch(List.of());

    /** {@link Detector#NEVER} when none waits. */
    long nextDueMs() {
        long next = Detector.NEVER;
        for (WatchedWall one : walls) {
            next = Math.min(next, one.dueMs());
        }
        return next;
    }
}

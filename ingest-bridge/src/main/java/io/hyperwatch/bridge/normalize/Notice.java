package io.hyperwatch.bridge.normalize;

/**
 * What a snapshot, a replay or a REST list says about the completeness of a stream.
 *
 * @param stream {@code trades:BTC}, {@code userFills:0x…}
 * @param connection it came on, 0 for REST
 * @param rows in it, readable or not
 * @param added events that were not known before
 * @param oldestMs exchange time of its oldest row, null for none
 * @param newestMs exchange time of its newest row, null for none
 * @param overlaps whether it repeats an event that was known before: nothing between the two is
 *     missing
 * @param whole whether it holds all there ever was: fewer rows than the exchange would give
 * @param missingFromMs exchange time of the newest event known before, where events between it and
 *     the oldest row are missing; null where none are or nobody can tell
 */
public record Notice(
        String stream,
        int connection,
        int rows,
        int added,
        Long oldestMs,
        Long newestMs,
        boolean overlaps,
        boolean whole,
        Long missingFromMs) {

    public Notice(
            String stream,
            int connection,
            int rows,
            int added,
            Long oldestMs,
            Long newestMs,
            boolean overlaps,
            boolean whole) {
        this(stream, connection, rows, added, oldestMs, newestMs, overlaps, whole, null);
    }

    /** Whether every event from this time on, up to the newest row, is in it or known. */
    public boolean reachesBackTo(long timeMs) {
        return overlaps || whole || (oldestMs != null && oldestMs < timeMs);
    }
}

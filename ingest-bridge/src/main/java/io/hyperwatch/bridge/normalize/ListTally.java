package io.hyperwatch.bridge.normalize;

/** What one list of an account's events, a snapshot or a REST answer, says about completeness. */
final class ListTally {

    private int added;
    private int repeats;
    private boolean overlaps;
    private Long oldestMs;
    private Long newestMs;

    /**
     * Counts a readable row; the oldest comes first.
     *
     * @param fresh whether the event was unknown up to here
     * @return whether it is to be published
     */
    boolean count(long timeMs, boolean fresh) {
        if (oldestMs == null) {
            // A newer row may be known and older ones lost: only the oldest one proves anything.
            overlaps = !fresh;
        }
        oldestMs = oldestMs == null ? timeMs : Math.min(oldestMs, timeMs);
        newestMs = newestMs == null ? timeMs : Math.max(newestMs, timeMs);
        if (fresh) {
            added++;
        } else {
            repeats++;
        }
        return fresh;
    }

    /** For frames of live events: they say nothing about what came before. */
    void reportRepeats(Reading in) {
        in.duplicates(repeats);
    }

    /**
     * @param rows in the list, readable or not
     * @param limit rows the exchange gives at most
     */
    void report(Reading in, String stream, int rows, int limit) {
        reportRepeats(in);
        in.notice(
                new Notice(
                        stream,
                        in.connection(),
                        rows,
                        added,
                        oldestMs,
                        newestMs,
                        overlaps,
                        rows < limit));
    }
}

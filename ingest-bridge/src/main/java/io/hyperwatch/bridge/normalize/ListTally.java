package io.hyperwatch.bridge.normalize;

import java.util.HashSet;
import java.util.Set;

/** What one list of an account's events, a snapshot or a REST answer, says about completeness. */
final class ListTally {

    private final Set<Object> own = new HashSet<>();
    private int added;
    private int repeats;
    private boolean overlaps;
    private Long oldestMs;
    private Long newestMs;

    /**
     * Counts a readable row.
     *
     * @param id tells the event apart within the list
     * @param fresh whether the event was unknown up to here
     * @return whether it is to be published
     */
    boolean count(Object id, long timeMs, boolean fresh) {
        oldestMs = oldestMs == null ? timeMs : Math.min(oldestMs, timeMs);
        newestMs = newestMs == null ? timeMs : Math.max(newestMs, timeMs);
        boolean firstInList = own.add(id);
        if (fresh) {
            added++;
        } else {
            repeats++;
            overlaps |= firstInList;
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

package io.hyperwatch.patterns.dedupe;

import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * De-duplication by identity with bounded state, for one key.
 *
 * <p>An id counts as seen while its event time is within one hour of log time, or while it is among
 * the last 64 ids that arrived, whatever their age (the exchange repeats its last 30 trades on each
 * subscription, hours old on a quiet coin). An id that does not count as seen takes an arrival
 * number, also where it is too old to be judged: so its repeats are duplicates. A duplicate takes
 * none.
 *
 * <p>The rule looks at log time and arrival numbers only; when the clean-up runs makes no
 * difference. State: one hour of ids plus 64, and up to five minutes' worth that is not yet cleaned
 * up. A clean-up costs as much as is stored: every five minutes an id is looked at 12 times while
 * it is kept, every minute it would be 60 times.
 */
public final class SeenIds {

    public static final int LAST_ARRIVALS = 64;
    public static final long HORIZON_MS = 3_600_000;
    public static final long CLEAN_UP_EVERY_MS = 300_000;

    /** No deadline is set. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final SeenProgress NOTHING_YET = new SeenProgress(0, NEVER);

    private final Table<String, Seen> ids;
    private final Cell<SeenProgress> progress;

    public SeenIds(Table<String, Seen> ids, Cell<SeenProgress> progress) {
        this.ids = ids;
        this.progress = progress;
    }

    /**
     * Judges an arrival and remembers it.
     *
     * @param logTimeMs never falls from call to call
     */
    public Admission admit(String id, long eventTimeMs, long logTimeMs) {
        SeenProgress before = progress();
        if (counts(ids.get(id), before.arrivals(), logTimeMs)) {
            return Admission.DUPLICATE;
        }
        long arrivals = before.arrivals() + 1;
        boolean idle = before.cleanUpAtMs() == NEVER && arrivals > LAST_ARRIVALS;
        ids.put(id, new Seen(eventTimeMs, arrivals));
        progress.set(
                new SeenProgress(arrivals, idle ? nextCleanUpMs(logTimeMs) : before.cleanUpAtMs()));
        return isTooOld(eventTimeMs, logTimeMs) ? Admission.TOO_OLD : Admission.NEW;
    }

    /** {@link #NEVER} when none. */
    public long nextDeadlineMs() {
        return progress().cleanUpAtMs();
    }

    /**
     * Cleans up once its time has come.
     *
     * @return the ids that were dropped, for callers that keep something beside each
     */
    public List<String> advance(long logTimeMs) {
        SeenProgress before = progress();
        if (before.cleanUpAtMs() > logTimeMs) {
            return List.of();
        }
        int stored = 0;
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, Seen> entry : ids.entries()) {
            stored++;
            if (!counts(entry.getValue(), before.arrivals(), logTimeMs)) {
                forgotten.add(entry.getKey());
            }
        }
        forgotten.forEach(ids::remove);
        boolean more = stored - forgotten.size() > LAST_ARRIVALS;
        progress.set(new SeenProgress(before.arrivals(), more ? nextCleanUpMs(logTimeMs) : NEVER));
        return forgotten;
    }

    /** The next multiple of five minutes, the rhythm of all clean-ups. */
    public static long nextCleanUpMs(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }

    private static boolean counts(Seen seen, long arrivals, long logTimeMs) {
        return seen != null
                && (!isTooOld(seen.timeMs(), logTimeMs)
                        || seen.arrival() > arrivals - LAST_ARRIVALS);
    }

    private static boolean isTooOld(long eventTimeMs, long logTimeMs) {
        return eventTimeMs < logTimeMs - HORIZON_MS;
    }

    private SeenProgress progress() {
        SeenProgress stored = progress.get();
        return stored == null ? NOTHING_YET : stored;
    }
}

package io.hyperwatch.patterns.adl;

import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * True sliding windows over fills: counts and sums by millisecond, grouped by second. Thousands of
 * fills with one timestamp are one entry, so each of them costs the same.
 *
 * <p>State: the fills of the last 20 minutes of log time: 10 for fills that arrive late, 10 for the
 * longest window. Older ones do not exist, whether they are still stored or not.
 */
final class AdlWindows {

    static final long REMEMBERED_MS = 1_200_000;

    private static final long SECOND_MS = 1_000;

    private final Table<Long, AdlSecond> seconds;

    AdlWindows(Table<Long, AdlSecond> seconds) {
        this.seconds = seconds;
    }

    static boolean remembers(long timeMs, long logTimeMs) {
        return timeMs >= logTimeMs - REMEMBERED_MS;
    }

    void add(long timeMs, BigDecimal valueUsd) {
        long second = Math.floorDiv(timeMs, SECOND_MS);
        AdlSecond before = seconds.get(second);
        seconds.put(second, (before == null ? AdlSecond.NONE : before).plus(timeMs, valueUsd));
    }

    /** The window that contains the time and is worth most; of equals the one that ends latest. */
    AdlWindow largest(long timeMs, long windowMs, long logTimeMs) {
        List<AdlTotal> totals = totals(timeMs - windowMs, timeMs + windowMs, logTimeMs);
        AdlWindow largest = null;
        int begin = 0;
        long fills = 0;
        BigDecimal total = BigDecimal.ZERO;
        for (AdlTotal end : totals) {
            fills += end.fills();
            total = total.add(end.valueUsd());
            while (totals.get(begin).timeMs() < end.timeMs() - windowMs) {
                fills -= totals.get(begin).fills();
                total = total.subtract(totals.get(begin).valueUsd());
                begin++;
            }
            if (end.timeMs() >= timeMs
                    && (largest == null || total.compareTo(largest.totalUsd()) >= 0)) {
                largest = new AdlWindow(totals.get(begin).timeMs(), end.timeMs(), fills, total);
            }
        }
        return largest;
    }

    /** Removes what does not exist any more; returns whether nothing is left. */
    boolean cleanUp(long logTimeMs) {
        List<Long> old = new ArrayList<>();
        boolean empty = true;
        for (Map.Entry<Long, AdlSecond> entry : seconds.entries()) {
            if (remembers((entry.getKey() + 1) * SECOND_MS - 1, logTimeMs)) {
                empty = false;
            } else {
                old.add(entry.getKey());
            }
        }
        old.forEach(seconds::remove);
        return empty;
    }

    private List<AdlTotal> totals(long fromMs, long toMs, long logTimeMs) {
        List<AdlTotal> found = new ArrayList<>();
        long last = Math.floorDiv(toMs, SECOND_MS);
        for (long second = Math.floorDiv(fromMs, SECOND_MS); second <= last; second++) {
            AdlSecond entry = seconds.get(second);
            if (entry != null) {
                for (AdlTotal total : entry.totals()) {
                    if (total.timeMs() >= fromMs
                            && total.timeMs() <= toMs
                            && remembers(total.timeMs(), logTimeMs)) {
                        found.add(total);
                    }
                }
            }
        }
        return found;
    }
}

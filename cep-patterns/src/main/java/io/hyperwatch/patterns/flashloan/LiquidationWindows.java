package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * True sliding windows over liquidations, for one look at a few seconds per fill: counts and sums
 * by start, grouped by second. Thousands of liquidations that begin in the same millisecond are one
 * entry, so each of their fills costs the same.
 *
 * <p>State: the liquidations that began in the last 20 minutes of log time. That is 10 minutes for
 * fills that arrive late, and 10 for the liquidation to go on after its first fill. Older ones do
 * not exist, whether they are still stored or not; every 5 minutes they are removed.
 */
final class LiquidationWindows {

    static final long REMEMBERED_MS = 1_200_000;

    /** All that is remembered is read for it. */
    private static final long CLEAN_UP_EVERY_MS = 300_000;

    private static final long SECOND_MS = 1_000;

    private final Table<Long, StartSecond> seconds;
    private final Table<String, CountedLiquidation> liquidations;
    private final Cell<Long> cleanUpAt;

    LiquidationWindows(
            Table<Long, StartSecond> seconds,
            Table<String, CountedLiquidation> liquidations,
            Cell<Long> cleanUpAt) {
        this.seconds = seconds;
        this.liquidations = liquidations;
        this.cleanUpAt = cleanUpAt;
    }

    static boolean remembers(long startMs, long logTimeMs) {
        return startMs >= logTimeMs - REMEMBERED_MS;
    }

    /** The liquidation of this fill has grown by it. */
    void add(LiquidationFill fill, EvidenceEvent event, long logTimeMs) {
        String id = fill.liquidationId();
        CountedLiquidation before = liquidations.get(id);
        Evidence fills = before == null ? Evidence.NONE : before.fills();
        CountedLiquidation after =
                new CountedLiquidation(
                        fill.coin(),
                        fill.liquidationStartMs(),
                        fill.liquidationValueUsd(),
                        before != null && before.confirmed()
                                || fill.grade().compareTo(LiquidationGrade.CONFIRMED_FILL) >= 0,
                        before == null ? fill.provenance().sequence() : before.seenFrom(),
                        fills.plus(event));
        liquidations.put(id, after);
        if (before != null
                && (before.startMs() != after.startMs()
                        || before.confirmed() != after.confirmed())) {
            takeFrom(before);
            count(after, 1, after.valueUsd());
        } else if (before != null) {
            count(after, 0, after.valueUsd().subtract(before.valueUsd()));
        } else {
            count(after, 1, after.valueUsd());
        }
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(nextCleanUp(logTimeMs));
        }
    }

    /**
     * The earliest window that begins with a liquidation, contains the start and holds the
     * condition; null when there is none.
     *
     * @param confirmedOnly whether guesses are left out of account
     */
    Window find(
            long startMs, FlashLoanParameters parameters, long logTimeMs, boolean confirmedOnly) {
        long length = parameters.windowMs();
        List<StartTotal> starts = starts(startMs - length, startMs + length, logTimeMs);
        int end = 0;
        int count = 0;
        BigDecimal total = BigDecimal.ZERO;
        for (int begin = 0; begin < starts.size(); begin++) {
            StartTotal first = starts.get(begin);
            if (first.startMs() > startMs) {
                return null;
            }
            long endMs = first.startMs() + length;
            while (end < starts.size() && starts.get(end).startMs() <= endMs) {
                count += count(starts.get(end), confirmedOnly);
                total = total.add(total(starts.get(end), confirmedOnly));
                end++;
            }
            if (parameters.holds(count, total)) {
                return new Window(
                        first.startMs(), endMs, count, total, largest(starts, begin, end));
            }
            count -= count(first, confirmedOnly);
            total = total.subtract(total(first, confirmedOnly));
        }
        return null;
    }

    private static int count(StartTotal start, boolean confirmedOnly) {
        return confirmedOnly ? start.confirmedCount() : start.count();
    }

    private static BigDecimal total(StartTotal start, boolean confirmedOnly) {
        return confirmedOnly ? start.confirmedUsd() : start.totalUsd();
    }

    /** By start, then by arrival. */
    List<CountedLiquidation> in(Window window) {
        List<CountedLiquidation> members = new ArrayList<>();
        for (Map.Entry<String, CountedLiquidation> entry : liquidations.entries()) {
            long startMs = entry.getValue().startMs();
            if (startMs >= window.startMs() && startMs <= window.endMs()) {
                members.add(entry.getValue());
            }
        }
        members.sort(
                Comparator.comparingLong(CountedLiquidation::startMs)
                        .thenComparing(CountedLiquidation::seenFrom));
        return members;
    }

    /** Changes nothing that can be seen. */
    void advance(long logTimeMs) {
        if (nextDeadlineMs() > logTimeMs) {
            return;
        }
        List<String> oldLiquidations = new ArrayList<>();
        boolean empty = true;
        for (Map.Entry<String, CountedLiquidation> entry : liquidations.entries()) {
            if (remembers(entry.getValue().startMs(), logTimeMs)) {
                empty = false;
            } else {
                oldLiquidations.add(entry.getKey());
            }
        }
        List<Long> oldSeconds = new ArrayList<>();
        for (Map.Entry<Long, StartSecond> entry : seconds.entries()) {
            if (!remembers((entry.getKey() + 1) * SECOND_MS - 1, logTimeMs)) {
                oldSeconds.add(entry.getKey());
            }
        }
        oldLiquidations.forEach(liquidations::remove);
        oldSeconds.forEach(seconds::remove);
        cleanUpAt.set(empty ? null : Long.valueOf(nextCleanUp(logTimeMs)));
    }

    /** {@link Detector#NEVER} when none. */
    long nextDeadlineMs() {
        Long at = cleanUpAt.get();
        return at == null ? Detector.NEVER : at;
    }

    private static long nextCleanUp(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }

    private List<StartTotal> starts(long fromMs, long toMs, long logTimeMs) {
        List<StartTotal> found = new ArrayList<>();
        long last = Math.floorDiv(toMs, SECOND_MS);
        for (long second = Math.floorDiv(fromMs, SECOND_MS); second <= last; second++) {
            StartSecond entry = seconds.get(second);
            if (entry != null) {
                for (StartTotal start : entry.starts()) {
                    if (start.startMs() >= fromMs
                            && start.startMs() <= toMs
                            && remembers(start.startMs(), logTimeMs)) {
                        found.add(start);
                    }
                }
            }
        }
        return found;
    }

    private static BigDecimal largest(List<StartTotal> starts, int begin, int end) {
        BigDecimal largest = BigDecimal.ZERO;
        for (StartTotal start : starts.subList(begin, end)) {
            largest = largest.max(start.largestUsd());
        }
        return largest;
    }

    private void count(CountedLiquidation liquidation, int more, BigDecimal addedUsd) {
        StartTotal before = total(liquidation.startMs());
        put(
                new StartTotal(
                        before.startMs(),
                        before.count() + more,
                        before.totalUsd().add(addedUsd),
                        before.largestUsd().max(liquidation.valueUsd()),
                        before.confirmedCount() + (liquidation.confirmed() ? more : 0),
                        liquidation.confirmed()
                                ? before.confirmedUsd().add(addedUsd)
                                : before.confirmedUsd()));
    }

    private void takeFrom(CountedLiquidation moved) {
        StartTotal before = total(moved.startMs());
        BigDecimal largest = before.largestUsd();
        if (largest.compareTo(moved.valueUsd()) == 0) {
            largest = BigDecimal.ZERO;
            for (Map.Entry<String, CountedLiquidation> entry : liquidations.entries()) {
                if (entry.getValue().startMs() == moved.startMs()) {
                    largest = largest.max(entry.getValue().valueUsd());
                }
            }
        }
        put(
                new StartTotal(
                        before.startMs(),
                        before.count() - 1,
                        before.totalUsd().subtract(moved.valueUsd()),
                        largest,
                        before.confirmedCount() - (moved.confirmed() ? 1 : 0),
                        moved.confirmed()
                                ? before.confirmedUsd().subtract(moved.valueUsd())
                                : before.confirmedUsd()));
    }

    private StartTotal total(long startMs) {
        StartSecond second = seconds.get(Math.floorDiv(startMs, SECOND_MS));
        if (second != null) {
            for (StartTotal start : second.starts()) {
                if (start.startMs() == startMs) {
                    return start;
                }
            }
        }
        return new StartTotal(startMs, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0, BigDecimal.ZERO);
    }

    private void put(StartTotal total) {
        long key = Math.floorDiv(total.startMs(), SECOND_MS);
        StartSecond second = seconds.get(key);
        List<StartTotal> starts = new ArrayList<>();
        if (second != null) {
            starts.addAll(second.starts());
            starts.removeIf(start -> start.startMs() == total.startMs());
        }
        if (total.count() > 0) {
            starts.add(total);
            starts.sort(Comparator.comparingLong(StartTotal::startMs));
        }
        if (starts.isEmpty()) {
            seconds.remove(key);
        } else {
            seconds.put(key, new StartSecond(starts));
        }
    }
}

package io.hyperwatch.patterns.liquidations.grades;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.dedupe.Admission;
import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.dedupe.SeenProgress;
import io.hyperwatch.patterns.liquidations.LiquidationBook;
import io.hyperwatch.patterns.liquidations.LiquidationRuns;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.function.Consumer;

/**
 * Confirmed and inferred liquidation fills, in event-time order -> each trade once, grouped anew.
 * An inferred trade that is confirmed later would count twice, under two liquidations where the
 * first fill is not the same. The first that is read counts; of one event time that is the
 * confirmed one, if it came within the hold.
 *
 * <p>History and the other side's view of a fill are left out. State: the trades of the last hour
 * and the runs of {@link LiquidationBook}.
 */
public final class AllGradesCore {

    private final SeenIds trades;
    private final LiquidationBook book;
    private final Cell<Long> cleanUpAt;

    /**
     * @param runs for the book
     * @param cleanUpAt when old ones are forgotten next
     */
    public AllGradesCore(
            Table<String, Seen> seenIds,
            Cell<SeenProgress> seenProgress,
            Table<String, LiquidationRuns> runs,
            Cell<Long> cleanUpAt) {
        this.trades = new SeenIds(seenIds, seenProgress);
        this.book = new LiquidationBook(runs);
        this.cleanUpAt = cleanUpAt;
    }

    /** Nothing of it would be given out. */
    public static boolean isLeftOut(LiquidationFill fill) {
        return !fill.counted() || fill.history();
    }

    /**
     * @param logTimeMs never falls from call to call
     */
    public void onFill(LiquidationFill fill, long logTimeMs, Consumer<LiquidationFill> out) {
        advance(logTimeMs);
        if (isLeftOut(fill)
                || trades.admit(fill.identity(), fill.timeMs(), logTimeMs) != Admission.NEW) {
            return;
        }
        out.accept(book.add(fill, logTimeMs));
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(SeenIds.nextCleanUpMs(logTimeMs));
        }
    }

    /** Nothing becomes visible by the passing of time: this only cleans up. */
    public void advance(long logTimeMs) {
        if (nextDeadlineMs() > logTimeMs) {
            return;
        }
        trades.advance(logTimeMs);
        boolean left = book.cleanUp(logTimeMs);
        long next = left ? SeenIds.nextCleanUpMs(logTimeMs) : trades.nextDeadlineMs();
        cleanUpAt.set(next == SeenIds.NEVER ? null : Long.valueOf(next));
    }

    /** {@link SeenIds#NEVER} when none. */
    public long nextDeadlineMs() {
        Long due = cleanUpAt.get();
        return due == null ? SeenIds.NEVER : due;
    }
}

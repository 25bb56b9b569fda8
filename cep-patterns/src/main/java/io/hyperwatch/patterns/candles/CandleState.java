package io.hyperwatch.patterns.candles;

import io.hyperwatch.events.Candle;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.dedupe.SeenIds;

import java.math.BigDecimal;

/**
 * A 1m candle as far as it has been built, and what was last written of it; state of {@link
 * CandleCore}.
 *
 * @param openTimeMs inclusive start
 * @param open price of the first trade in execution order
 * @param openedMs time of that trade
 * @param openedSequence its place in the log
 * @param high highest price
 * @param low lowest price
 * @param close price of the last trade in execution order
 * @param closedMs time of that trade
 * @param closedSequence its place in the log
 * @param volume in coins
 * @param tradeCount number of trades
 * @param changedAtMs log time of the first change that is not written yet, {@link #UNCHANGED} when
 *     all is written
 * @param revision of what was last written, 0 before
 * @param writtenFinal whether it was last written as final
 * @param writtenComplete whether it was last written as complete
 */
public record CandleState(
        long openTimeMs,
        BigDecimal open,
        long openedMs,
        Sequence openedSequence,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        long closedMs,
        Sequence closedSequence,
        BigDecimal volume,
        long tradeCount,
        long changedAtMs,
        int revision,
        boolean writtenFinal,
        boolean writtenComplete) {

    static final long INTERVAL_MS = 60_000;
    static final long GRACE_MS = 2_000;
    static final long UNCHANGED = -1;

    private static final String INTERVAL = "1m";
    private static final long WRITE_EVERY_MS = 1_000;

    static long openTimeOf(long timeMs) {
        return Math.floorDiv(timeMs, INTERVAL_MS) * INTERVAL_MS;
    }

    static CandleState of(Trade trade, long logTimeMs) {
        return new CandleState(
                openTimeOf(trade.timeMs()),
                trade.price(),
                trade.timeMs(),
                trade.provenance().sequence(),
                trade.price(),
                trade.price(),
                trade.price(),
                trade.timeMs(),
                trade.provenance().sequence(),
                trade.size(),
                1,
                logTimeMs,
                0,
                false,
                false);
    }

    CandleState add(Trade trade, long logTimeMs) {
        BigDecimal price = trade.price();
        long timeMs = trade.timeMs();
        Sequence sequence = trade.provenance().sequence();
        boolean first = compare(timeMs, sequence, openedMs, openedSequence) < 0;
        boolean last = compare(timeMs, sequence, closedMs, closedSequence) > 0;
        return new CandleState(
                openTimeMs,
                first ? price : open,
                first ? timeMs : openedMs,
                first ? sequence : openedSequence,
                high.max(price),
                low.min(price),
                last ? price : close,
                last ? timeMs : closedMs,
                last ? sequence : closedSequence,
                volume.add(trade.size()),
                tradeCount + 1,
                isUnchanged() ? logTimeMs : changedAtMs,
                revision,
                writtenFinal,
                writtenComplete);
    }

    /** To be written again though no trade was added. */
    CandleState changed(long logTimeMs) {
        return isUnchanged() ? with(logTimeMs, revision, writtenFinal, writtenComplete) : this;
    }

    /** As after writing it at this time. */
    CandleState written(long atMs, boolean complete) {
        return with(UNCHANGED, revision + 1, atMs >= finalAtMs(), complete);
    }

    /** What was last written. */
    Candle candle(String coin) {
        return new Candle(
                coin,
                INTERVAL,
                openTimeMs,
                closeTimeMs(),
                open,
                high,
                low,
                close,
                volume,
                tradeCount,
                writtenFinal,
                revision,
                writtenComplete);
    }

    /** When it has to be written, in log time; {@link SeenIds#NEVER} while nothing changes. */
    long deadlineMs() {
        if (isUnchanged()) {
            return writtenFinal ? SeenIds.NEVER : finalAtMs();
        }
        long nextSecond = (Math.floorDiv(changedAtMs, WRITE_EVERY_MS) + 1) * WRITE_EVERY_MS;
        return changedAtMs < finalAtMs() ? Math.min(nextSecond, finalAtMs()) : nextSecond;
    }

    long closeTimeMs() {
        return openTimeMs + INTERVAL_MS - 1;
    }

    private boolean isUnchanged() {
        return changedAtMs == UNCHANGED;
    }

    private long finalAtMs() {
        return closeTimeMs() + GRACE_MS;
    }

    private CandleState with(
            long newChangedAtMs, int newRevision, boolean newFinal, boolean newComplete) {
        return new CandleState(
                openTimeMs,
                open,
                openedMs,
                openedSequence,
                high,
                low,
                close,
                closedMs,
                closedSequence,
                volume,
                tradeCount,
                newChangedAtMs,
                newRevision,
                newFinal,
                newComplete);
    }

    private static int compare(long timeMs, Sequence sequence, long otherMs, Sequence other) {
        int byTime = Long.compare(timeMs, otherMs);
        return byTime != 0 ? byTime : sequence.compareTo(other);
    }
}

package io.hyperwatch.patterns.candles;

import io.hyperwatch.events.Candle;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.dedupe.Admission;
import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.dedupe.SeenProgress;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trades and gaps of one coin, in log order -> 1m candles. No trades, no candle.
 *
 * <p>Open and close follow execution order: event time, and among equal times the place in the log,
 * because the bridge writes the trades of a block in the order they were executed. (A trade that
 * the stream missed and a backfill brings later stands behind the known trades of its millisecond.)
 *
 * <p>A candle is written at most once a second of log time while it changes (on the next whole
 * second), and as final once log time reaches its close time + 2 s. A trade for a final candle
 * writes it again, still final, on the next whole second; a trade more than an hour old writes
 * nothing. Each writing has the next revision, from 1. Which candles are complete: {@link
 * Continuity}; a gap in a candle that was written as complete writes it again, also a final one.
 *
 * <p>State: the ids of {@link SeenIds}, the candles of the last hour, and what {@link Continuity}
 * keeps.
 */
public final class CandleCore {

    private final SeenIds seen;
    private final Table<Long, CandleState> candles;
    private final Continuity continuity;
    private final Cell<Long> deadline;

    /**
     * @param candles by open time
     * @param deadline of the earliest candle that has to be written
     */
    public CandleCore(
            Table<String, Seen> seenIds,
            Cell<SeenProgress> seenProgress,
            Table<Long, CandleState> candles,
            Cell<TradeStream> stream,
            Cell<Long> deadline) {
        this.seen = new SeenIds(seenIds, seenProgress);
        this.candles = candles;
        this.continuity = new Continuity(stream);
        this.deadline = deadline;
    }

    /**
     * @param logTimeMs never falls from call to call
     */
    public void onEntry(TradeLogEntry entry, long logTimeMs, Consumer<Candle> out) {
        advance(entry.coin(), logTimeMs, out);
        if (entry.gap() != null) {
            continuity.onGap(entry.gap(), logTimeMs);
            reviewWritten(logTimeMs);
        } else {
            onTrade(entry.trade(), logTimeMs);
        }
    }

    private void onTrade(Trade trade, long logTimeMs) {
        continuity.onTrade(trade.timeMs());
        if (seen.admit(trade.identity(), trade.timeMs(), logTimeMs) == Admission.NEW) {
            CandleState candle = candles.get(CandleState.openTimeOf(trade.timeMs()));
            store(candle == null ? CandleState.of(trade, logTimeMs) : candle.add(trade, logTimeMs));
        }
    }

    /** Writes what is due. */
    public void advance(String coin, long logTimeMs, Consumer<Candle> out) {
        for (long due = deadlineMs(); due <= logTimeMs; due = deadlineMs()) {
            writeDue(coin, due, out);
        }
        seen.advance(logTimeMs);
    }

    /** {@link SeenIds#NEVER} when none. */
    public long nextDeadlineMs() {
        return Math.min(deadlineMs(), seen.nextDeadlineMs());
    }

    private void writeDue(String coin, long dueMs, Consumer<Candle> out) {
        List<CandleState> due = new ArrayList<>();
        List<Long> expired = new ArrayList<>();
        long next = SeenIds.NEVER;
        for (Map.Entry<Long, CandleState> entry : candles.entries()) {
            CandleState candle = entry.getValue();
            if (candle.deadlineMs() <= dueMs) {
                due.add(candle);
            } else if (candle.deadlineMs() == SeenIds.NEVER && isSettled(candle, dueMs)) {
                expired.add(entry.getKey());
            } else {
                next = Math.min(next, candle.deadlineMs());
            }
        }
        expired.forEach(candles::remove);
        due.sort((a, b) -> Long.compare(a.openTimeMs(), b.openTimeMs()));
        for (CandleState candle : due) {
            CandleState written = candle.written(dueMs, continuity.isComplete(candle.openTimeMs()));
            candles.put(written.openTimeMs(), written);
            out.accept(written.candle(coin));
            next = Math.min(next, written.deadlineMs());
        }
        deadline.set(next == SeenIds.NEVER ? null : next);
    }

    /** Candles that were written as complete and are not are written again. */
    private void reviewWritten(long logTimeMs) {
        List<CandleState> wrong = new ArrayList<>();
        for (Map.Entry<Long, CandleState> entry : candles.entries()) {
            CandleState candle = entry.getValue();
            if (candle.revision() > 0
                    && !isSettled(candle, logTimeMs)
                    && candle.writtenComplete() != continuity.isComplete(candle.openTimeMs())) {
                wrong.add(candle);
            }
        }
        wrong.forEach(candle -> store(candle.changed(logTimeMs)));
    }

    private void store(CandleState candle) {
        candles.put(candle.openTimeMs(), candle);
        deadline.set(Math.min(deadlineMs(), candle.deadlineMs()));
    }

    /** Whether every trade of it would be too old by now. */
    private static boolean isSettled(CandleState candle, long logTimeMs) {
        return candle.closeTimeMs() < logTimeMs - SeenIds.HORIZON_MS;
    }

    private long deadlineMs() {
        Long due = deadline.get();
        return due == null ? SeenIds.NEVER : due;
    }
}

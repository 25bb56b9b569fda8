package io.hyperwatch.patterns.candles;

import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.state.Cell;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Tells which minutes of one coin's trade stream may lack trades: the minute of the very first
 * trade and all before it, because the stream began inside it; and every minute that overlaps a
 * {@link TradeGap}. Only the bridge knows what it has missed, so nothing is inferred here from
 * connections or frames: it merges several sockets into one stream.
 *
 * <p>State: when the stream began, and the incomplete minutes of the last hour, at most 65.
 */
final class Continuity {

    /** One hour, within which a candle can still change, and slack for writing it. */
    private static final long KEPT_MS = SeenIds.HORIZON_MS + 2 * CandleState.INTERVAL_MS;

    /**
     * The bridge lets no record pass that is farther ahead of its receipt; bounds what a gap that
     * another program wrote can put into state.
     */
    private static final long MAX_AHEAD_MS = 60_000;

    private final Cell<TradeStream> stream;

    Continuity(Cell<TradeStream> stream) {
        this.stream = stream;
    }

    /** Takes notice of a trade, whether it counts or not. */
    void onTrade(long timeMs) {
        TradeStream known = stream();
        if (!known.hasBegun()) {
            stream.set(new TradeStream(timeMs, known.incompleteMinutes()));
        }
    }

    /** From now on {@link #isComplete} answers differently for the minutes of the gap. */
    void onGap(TradeGap gap, long logTimeMs) {
        TradeStream known = stream();
        long oldest = CandleState.openTimeOf(logTimeMs - KEPT_MS);
        long first = Math.max(oldest, CandleState.openTimeOf(gap.fromMs()));
        long last = CandleState.openTimeOf(Math.min(gap.toMs(), logTimeMs + MAX_AHEAD_MS));
        List<Long> minutes =
                Stream.concat(
                                known.incompleteMinutes().stream(),
                                LongStream.iterate(
                                                first,
                                                minute -> minute <= last,
                                                minute -> minute + CandleState.INTERVAL_MS)
                                        .boxed())
                        .filter(minute -> minute >= oldest)
                        .distinct()
                        .toList();
        stream.set(new TradeStream(known.beganMs(), minutes));
    }

    /** Whether the stream held every trade of the minute that opens at this time. */
    boolean isComplete(long openTimeMs) {
        TradeStream known = stream();
        return known.hasBegun()
                && openTimeMs > CandleState.openTimeOf(known.beganMs())
                && !known.incompleteMinutes().contains(openTimeMs);
    }

    private TradeStream stream() {
        TradeStream stored = stream.get();
        return stored == null ? TradeStream.NOTHING_YET : stored;
    }
}

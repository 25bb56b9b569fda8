package io.hyperwatch.patterns.candles;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.state.Cell;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells which minutes of one coin's trade stream may lack trades.
 *
 * <p>(a) The minute of the very first trade and all before it: the stream began inside it. (b) A
 * new connection (or a restarted bridge) begins with the coin's last 30 trades, oldest first. If
 * that frame repeats a trade that was known before, nothing was missed; otherwise each minute from
 * the last trade known before to the first one of that frame is incomplete. Records that came over
 * no socket (connection 0) prove neither.
 *
 * <p>State: a few numbers, and the incomplete minutes of the last hour.
 */
final class Continuity {

    /** One hour, within which a candle can still change, and slack for writing it. */
    private static final long KEPT_MS = SeenIds.HORIZON_MS + 2 * CandleState.INTERVAL_MS;

    private final Cell<TradeStream> stream;

    Continuity(Cell<TradeStream> stream) {
        this.stream = stream;
    }

    /**
     * Takes notice of a trade before it is admitted.
     *
     * @return whether {@link #isComplete} may answer differently from now on
     */
    boolean follow(Trade trade, SeenIds seen, long logTimeMs) {
        Provenance provenance = trade.provenance();
        TradeStream before = stream.get();
        if (before == null) {
            stream.set(opened(trade.timeMs(), trade.timeMs(), provenance, 0, List.of()));
            return true;
        }
        boolean reconnected = isNewer(provenance, before);
        TradeStream now = before;
        if (reconnected) {
            now =
                    opened(
                            before.beganMs(),
                            before.newestMs(),
                            provenance,
                            seen.arrivals(),
                            incompleteMinutes(before, logTimeMs));
        }
        boolean decides = reconnected || (before.hasGap() && isFirstFrame(provenance, before));
        boolean changed = false;
        if (decides) {
            boolean known = seen.wasSeenWithin(now.arrivalsBefore(), trade.identity(), logTimeMs);
            if (known && now.hasGap()) {
                now = now.withGap(TradeStream.NO_GAP, TradeStream.NO_GAP);
                changed = true;
            } else if (!known && reconnected) {
                now =
                        now.withGap(
                                Math.min(before.newestMs(), trade.timeMs()),
                                Math.max(before.newestMs(), trade.timeMs()));
                changed = true;
            }
        }
        stream.set(now.withNewest(trade.timeMs()));
        return changed;
    }

    /** Whether the stream held every trade of the minute that opens at this time. */
    boolean isComplete(long openTimeMs) {
        TradeStream now = stream.get();
        return openTimeMs > CandleState.openTimeOf(now.beganMs())
                && !(now.hasGap()
                        && openTimeMs >= CandleState.openTimeOf(now.gapFromMs())
                        && openTimeMs <= CandleState.openTimeOf(now.gapToMs()))
                && !now.incompleteMinutes().contains(openTimeMs);
    }

    private static TradeStream opened(
            long beganMs,
            long newestMs,
            Provenance provenance,
            long arrivalsBefore,
            List<Long> incompleteMinutes) {
        return new TradeStream(
                beganMs,
                newestMs,
                provenance.sequence().epochMs(),
                provenance.connection(),
                provenance.frame(),
                arrivalsBefore,
                TradeStream.NO_GAP,
                TradeStream.NO_GAP,
                incompleteMinutes);
    }

    private static boolean isNewer(Provenance provenance, TradeStream than) {
        if (provenance.connection() == 0) {
            return false;
        }
        int byEpoch = Long.compare(provenance.sequence().epochMs(), than.epochMs());
        return byEpoch > 0 || byEpoch == 0 && provenance.connection() > than.connection();
    }

    private static boolean isFirstFrame(Provenance provenance, TradeStream of) {
        return provenance.sequence().epochMs() == of.epochMs()
                && provenance.connection() == of.connection()
                && provenance.frame() == of.firstFrame();
    }

    /** Those known so far and those of the newest gap, as far as candles can still change. */
    private static List<Long> incompleteMinutes(TradeStream of, long logTimeMs) {
        long oldest = CandleState.openTimeOf(logTimeMs - KEPT_MS);
        List<Long> minutes = new ArrayList<>();
        for (long minute : of.incompleteMinutes()) {
            if (minute >= oldest) {
                minutes.add(minute);
            }
        }
        if (of.hasGap()) {
            long last = CandleState.openTimeOf(of.gapToMs());
            long first = Math.max(oldest, CandleState.openTimeOf(of.gapFromMs()));
            for (long minute = first; minute <= last; minute += CandleState.INTERVAL_MS) {
                if (!minutes.contains(minute)) {
                    minutes.add(minute);
                }
            }
        }
        return minutes;
    }
}

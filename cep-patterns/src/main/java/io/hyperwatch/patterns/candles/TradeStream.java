package io.hyperwatch.patterns.candles;

import java.util.List;

/**
 * How far one coin's trade stream can be trusted to be whole; state of {@link Continuity}.
 *
 * @param beganMs event time of the first trade ever read
 * @param newestMs highest event time so far
 * @param epochMs start of the bridge that opened the newest connection
 * @param connection number of the newest connection
 * @param firstFrame number of the first frame it brought
 * @param arrivalsBefore ids that had arrived before that frame
 * @param gapFromMs start of the gap before that frame, {@link #NO_GAP} when none
 * @param gapToMs its end
 * @param incompleteMinutes open times of the minutes that earlier gaps touched
 */
public record TradeStream(
        long beganMs,
        long newestMs,
        long epochMs,
        int connection,
        long firstFrame,
        long arrivalsBefore,
        long gapFromMs,
        long gapToMs,
        List<Long> incompleteMinutes) {

    static final long NO_GAP = -1;

    boolean hasGap() {
        return gapFromMs != NO_GAP;
    }

    TradeStream withNewest(long timeMs) {
        return new TradeStream(
                beganMs,
                Math.max(newestMs, timeMs),
                epochMs,
                connection,
                firstFrame,
                arrivalsBefore,
                gapFromMs,
                gapToMs,
                incompleteMinutes);
    }

    TradeStream withGap(long fromMs, long toMs) {
        return new TradeStream(
                beganMs,
                newestMs,
                epochMs,
                connection,
                firstFrame,
                arrivalsBefore,
                fromMs,
                toMs,
                incompleteMinutes);
    }
}

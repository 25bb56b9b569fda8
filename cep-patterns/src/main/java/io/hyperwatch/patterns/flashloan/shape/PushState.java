package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.events.Sequence;

import java.math.BigDecimal;
import java.util.List;

/**
 * State of {@link PricePushCore}, one for each coin. Of the mids of the last minute only those are
 * kept that a push may have begun at: the lowest since each time, and the highest. At most 61 each,
 * mostly a handful.
 *
 * @param read place in the log
 * @param newestMs time of the newest mid
 * @param lows rising in time and price
 * @param highs rising in time, falling in price
 * @param push the push that goes on, or null
 * @param endedMs when the last push ended; another begins later
 * @param nextPushMs no push is told before this
 */
public record PushState(
        Sequence read,
        long newestMs,
        List<PushSample> lows,
        List<PushSample> highs,
        Push push,
        long endedMs,
        long nextPushMs) {

    static final PushState NONE = startingAt(Sequence.NONE, Long.MIN_VALUE);

    static PushState startingAt(Sequence read, long newestMs) {
        return new PushState(read, newestMs, List.of(), List.of(), null, Long.MIN_VALUE, 0);
    }

    /**
     * A move of the price that was told as a push.
     *
     * @param startedAtMs time of the mid it began at
     * @param toldAtMs time of the mid at which it was large enough
     * @param base the mid it began at
     * @param extreme the mid farthest from that since
     */
    public record Push(long startedAtMs, long toldAtMs, BigDecimal base, BigDecimal extreme) {

        boolean isUp() {
            return extreme.compareTo(base) > 0;
        }

        Push at(BigDecimal mid) {
            BigDecimal farther = isUp() ? extreme.max(mid) : extreme.min(mid);
            return new Push(startedAtMs, toldAtMs, base, farther);
        }

        /** At least half of the way from the base to the extreme has come back. */
        boolean isReversedAt(BigDecimal mid) {
            BigDecimal back = isUp() ? extreme.subtract(mid) : mid.subtract(extreme);
            BigDecimal pushed = extreme.subtract(base).abs();
            return back.add(back).compareTo(pushed) >= 0;
        }
    }
}

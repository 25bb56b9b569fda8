package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Trade;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Candles of one coin, from its trades in execution order. One-minute candles are kept; longer ones
 * are rolled up from them, which is exact.
 */
final class Candles {

    private final NavigableMap<Long, Bar> minutes = new TreeMap<>();

    /** The newest candle of the intervals that were asked for, so that a push costs no roll-up. */
    private final Map<String, Bar> newest = new HashMap<>();

    /**
     * @param openMs first millisecond
     * @param closeMs last millisecond, inclusive
     * @param trades how many
     */
    record Bar(
            long openMs,
            long closeMs,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            int trades) {

        private Bar followedBy(Bar later) {
            return new Bar(
                    openMs,
                    closeMs,
                    open,
                    high.max(later.high),
                    low.min(later.low),
                    later.close,
                    volume.add(later.volume),
                    trades + later.trades);
        }

        private Bar within(String interval) {
            long start = Interval.openMs(interval, openMs);
            long end = Interval.closeMs(interval, start);
            return new Bar(start, end, open, high, low, close, volume, trades);
        }
    }

    void add(Trade trade) {
        long openMs = Interval.openMs("1m", trade.timeMs());
        long closeMs = openMs + Interval.MINUTE_MS - 1;
        BigDecimal price = trade.price();
        Bar single = new Bar(openMs, closeMs, price, price, price, price, trade.size(), 1);
        minutes.merge(openMs, single, Bar::followedBy);
        newest.replaceAll((interval, bar) -> newest(bar, single.within(interval)));
    }

    private static Bar newest(Bar bar, Bar added) {
        if (added.openMs() == bar.openMs()) {
            return bar.followedBy(added);
        }
        return added.openMs() > bar.openMs() ? added : bar;
    }

    /** Candles that open in [startMs, endMs], oldest first; quiet intervals have none. */
    List<Bar> between(String interval, long startMs, long endMs) {
        long open = Interval.openMs(interval, startMs);
        long firstOpen = open == startMs ? open : Interval.closeMs(interval, open) + 1;
        List<Bar> rolled = new ArrayList<>();
        for (Bar minute : minutes.tailMap(firstOpen).values()) {
            Bar part = minute.within(interval);
            if (part.openMs() > endMs) {
                break;
            }
            int last = rolled.size() - 1;
            if (last >= 0 && rolled.get(last).openMs() == part.openMs()) {
                rolled.set(last, rolled.get(last).followedBy(part));
            } else {
                rolled.add(part);
            }
        }
        return rolled;
    }

    /** The newest candle; null before the first trade. */
    Bar newest(String interval) {
        if (minutes.isEmpty()) {
            return null;
        }
        return newest.computeIfAbsent(
                interval,
                asked -> {
                    long openMs = Interval.openMs(asked, minutes.lastKey());
                    return between(asked, openMs, openMs).get(0);
                });
    }
}

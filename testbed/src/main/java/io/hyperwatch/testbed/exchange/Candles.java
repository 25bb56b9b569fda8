package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Trade;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Candles of one coin, from its trades in execution order. One-minute candles are kept; longer ones
 * are rolled up from them, which is exact.
 */
final class Candles {

    private static final long MINUTE_MS = 60_000;

    /** Lengths in milliseconds; all of them start at multiples of their length since 1970. */
    static final Map<String, Long> INTERVALS_MS =
            Map.ofEntries(
                    Map.entry("1m", MINUTE_MS),
                    Map.entry("3m", 3 * MINUTE_MS),
                    Map.entry("5m", 5 * MINUTE_MS),
                    Map.entry("15m", 15 * MINUTE_MS),
                    Map.entry("30m", 30 * MINUTE_MS),
                    Map.entry("1h", 60 * MINUTE_MS),
                    Map.entry("2h", 120 * MINUTE_MS),
                    Map.entry("4h", 240 * MINUTE_MS),
                    Map.entry("8h", 480 * MINUTE_MS),
                    Map.entry("12h", 720 * MINUTE_MS),
                    Map.entry("1d", 1_440 * MINUTE_MS));

    private final NavigableMap<Long, Bar> minutes = new TreeMap<>();

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

        private Bar spanning(long newOpenMs, long newCloseMs) {
            return new Bar(newOpenMs, newCloseMs, open, high, low, close, volume, trades);
        }
    }

    void add(Trade trade) {
        long openMs = Math.floorDiv(trade.timeMs(), MINUTE_MS) * MINUTE_MS;
        BigDecimal price = trade.price();
        Bar bar =
                new Bar(
                        openMs,
                        openMs + MINUTE_MS - 1,
                        price,
                        price,
                        price,
                        price,
                        trade.size(),
                        1);
        minutes.merge(openMs, bar, Bar::followedBy);
    }

    /** Candles that open in [startMs, endMs], oldest first; quiet intervals have none. */
    List<Bar> between(String interval, long startMs, long endMs) {
        long length = INTERVALS_MS.get(interval);
        long firstOpen = Math.floorDiv(startMs + length - 1, length) * length;
        List<Bar> rolled = new ArrayList<>();
        for (Bar minute : minutes.tailMap(firstOpen).values()) {
            long openMs = Math.floorDiv(minute.openMs(), length) * length;
            if (openMs > endMs) {
                break;
            }
            int last = rolled.size() - 1;
            if (last >= 0 && rolled.get(last).openMs() == openMs) {
                rolled.set(last, rolled.get(last).followedBy(minute));
            } else {
                rolled.add(minute.spanning(openMs, openMs + length - 1));
            }
        }
        return rolled;
    }

    /** The newest candle; null before the first trade. */
    Bar newest(String interval) {
        if (minutes.isEmpty()) {
            return null;
        }
        long length = INTERVALS_MS.get(interval);
        long openMs = Math.floorDiv(minutes.lastKey(), length) * length;
        return between(interval, openMs, openMs).get(0);
    }
}

package io.hyperwatch.testbed.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * Candle intervals. All but {@code 1M} start at multiples of their length since 1970, so days start
 * at midnight UTC; {@code 1M} is the calendar month.
 */
final class Interval {

    static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    private static final String MONTH = "1M";
    private static final Map<String, Long> LENGTHS_MS = new TreeMap<>();

    static {
        Map.of("1m", 1, "3m", 3, "5m", 5, "15m", 15, "30m", 30)
                .forEach((name, minutes) -> LENGTHS_MS.put(name, minutes * MINUTE_MS));
        Map.of("1h", 1, "2h", 2, "4h", 4, "8h", 8, "12h", 12, "1d", 24, "3d", 72, "1w", 168)
                .forEach((name, hours) -> LENGTHS_MS.put(name, hours * 60 * MINUTE_MS));
    }

    private Interval() {}

    static boolean exists(String interval) {
        return interval.equals(MONTH) || LENGTHS_MS.containsKey(interval);
    }

    /** First millisecond of the candle that holds a time. */
    static long openMs(String interval, long timeMs) {
        if (interval.equals(MONTH)) {
            return startOf(monthOf(timeMs));
        }
        long length = LENGTHS_MS.get(interval);
        return Math.floorDiv(timeMs, length) * length;
    }

    /** Last millisecond of the candle that starts at a time. */
    static long closeMs(String interval, long openMs) {
        if (interval.equals(MONTH)) {
            return startOf(monthOf(openMs).plusMonths(1)) - 1;
        }
        return openMs + LENGTHS_MS.get(interval) - 1;
    }

    private static LocalDate monthOf(long timeMs) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(timeMs), ZoneOffset.UTC).withDayOfMonth(1);
    }

    private static long startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}

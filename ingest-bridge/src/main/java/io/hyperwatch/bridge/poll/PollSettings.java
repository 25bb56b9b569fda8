package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.wire.ReferenceVenue;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What is polled, as far as somebody chose it.
 *
 * @param configured addresses the user named; their open orders are polled
 * @param vault the HLP vault, null for none
 * @param statsUrl the leaderboard, null for none
 * @param historyIntervals of the candles fetched at start: of {@code 1m}, {@code 1h}, {@code 1d}
 * @param historyCandles of each coin and interval, up to 5,000; 0 for none
 * @param venues of outside prices; empty for none
 * @param batchSize accounts submitted together
 * @param maxTracked accounts polled because somebody asked, besides configured ones
 * @param intervals see there
 */
public record PollSettings(
        List<String> configured,
        String vault,
        URI statsUrl,
        List<String> historyIntervals,
        int historyCandles,
        List<ReferenceVenue> venues,
        int batchSize,
        int maxTracked,
        Intervals intervals) {

    /** The hours first: they are what the longest windows of the detectors need. */
    public static final List<String> HISTORY_INTERVALS = List.of("1h", "1m", "1d");

    /** 25 hours of minutes, 62 days of hours, 4 years of days; weight 45 each. */
    public static final int HISTORY_CANDLES = 1_500;

    public PollSettings {
        configured = List.copyOf(configured);
        historyIntervals = List.copyOf(historyIntervals);
        venues = List.copyOf(venues);
        historyIntervals.forEach(InfoRequest::interval);
        if (batchSize < 1 || maxTracked < 0 || historyCandles < 0) {
            throw new IllegalArgumentException("batch size, tracked accounts or candles too small");
        }
    }

    /** With the usual history and intervals. */
    public static PollSettings of(
            List<String> configured,
            String vault,
            URI statsUrl,
            List<ReferenceVenue> venues,
            int batchSize,
            int maxTracked) {
        return new PollSettings(
                configured,
                vault,
                statsUrl,
                HISTORY_INTERVALS,
                HISTORY_CANDLES,
                venues,
                batchSize,
                maxTracked,
                Intervals.DEFAULT);
    }

    /**
     * @param account least time between two looks at one account
     * @param openOrders of each configured account
     * @param fills of each account that has no stream
     * @param instruments lists of coins
     * @param contexts of the whole market
     * @param vault the HLP vault; its children take turns at the same distance
     * @param leaderboard all traders
     * @param reference each coin at each venue
     */
    public record Intervals(
            Duration account,
            Duration openOrders,
            Duration fills,
            Duration instruments,
            Duration contexts,
            Duration vault,
            Duration leaderboard,
            Duration reference) {

        public static final Intervals DEFAULT =
                new Intervals(
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(60),
                        Duration.ofHours(1),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(60),
                        Duration.ofDays(1),
                        Duration.ofSeconds(5));
    }
}

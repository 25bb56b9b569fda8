package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.Map;

/** Channel {@code candle} and request {@code candleSnapshot}. */
final class Candles {

    /** The exchange keeps and gives the latest 5,000 of an interval. */
    private static final int MAX_ROWS = 5_000;

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    private static final Map<String, Long> LENGTH_MS =
            Map.ofEntries(
                    Map.entry("1m", MINUTE_MS),
                    Map.entry("3m", 3 * MINUTE_MS),
                    Map.entry("5m", 5 * MINUTE_MS),
                    Map.entry("15m", 15 * MINUTE_MS),
                    Map.entry("30m", 30 * MINUTE_MS),
                    Map.entry("1h", HOUR_MS),
                    Map.entry("2h", 2 * HOUR_MS),
                    Map.entry("4h", 4 * HOUR_MS),
                    Map.entry("8h", 8 * HOUR_MS),
                    Map.entry("12h", 12 * HOUR_MS),
                    Map.entry("1d", DAY_MS),
                    Map.entry("3d", 3 * DAY_MS),
                    Map.entry("1w", 7 * DAY_MS),
                    Map.entry("1M", 31 * DAY_MS));

    /** The only interval that is not always of one length; the shortest has 28 days. */
    private static final String MONTH = "1M";

    private Candles() {}

    /** One object in practice; the documents say an array. */
    static void read(Reading in) throws MalformedFrameException {
        if (in.data() != null && in.data().isArray()) {
            Elements.forEach(in, in.data(), (fields, index) -> take(in, fields, index));
        } else {
            take(in, Fields.of(in.data(), in.at()), 0);
        }
    }

    private static void take(Reading in, Fields fields, int index) throws MalformedFrameException {
        String coin = Coins.subscribed(fields, "s", in.watchlist());
        in.alive("candle", coin + ":" + interval(fields, "i"));
        publish(in, candle(in, fields, coin), index);
    }

    /** Oldest first; each row replaces what is known of its candle. */
    static void readSnapshot(Reading in) throws MalformedFrameException {
        Fields asked = Fields.of(in.request(), "request").object("req");
        String coin = asked.text("coin");
        String interval = interval(asked, "interval");
        JsonNode array = Fields.array(in.data(), "answer");
        ListTally tally = new ListTally();
        Elements.forEach(
                in,
                array,
                (fields, index) -> {
                    ExchangeCandle candle =
                            candle(in, fields, Coins.subscribed(fields, "s", in.watchlist()));
                    if (!candle.coin().equals(coin) || !candle.interval().equals(interval)) {
                        throw new MalformedFrameException(
                                Fault.BAD_VALUE, fields.at("s") + ": not what was asked for");
                    }
                    publish(in, candle, index);
                    tally.count(candle.openTimeMs(), true);
                });
        tally.report(in, "candle:" + coin + ":" + interval, array.size(), MAX_ROWS);
    }

    private static void publish(Reading in, ExchangeCandle candle, int index) {
        long timeMs = Math.min(candle.closeTimeMs(), in.receivedAtMs());
        in.out().event(Topic.CANDLES, candle.coin(), candle, timeMs, index, false);
    }

    private static ExchangeCandle candle(Reading in, Fields fields, String coin)
            throws MalformedFrameException {
        long openTimeMs = fields.time("t", in.receivedAtMs());
        long closeTimeMs = fields.id("T");
        String interval = interval(fields, "i");
        long length = closeTimeMs - openTimeMs + 1;
        long longest = LENGTH_MS.get(interval);
        if (length > longest || length < (interval.equals(MONTH) ? 28 * DAY_MS : longest)) {
            throw new MalformedFrameException(
                    Fault.BAD_TIME, fields.at("T") + ": not the end of " + interval + " from t");
        }
        BigDecimal open = fields.positive("o");
        BigDecimal high = fields.positive("h");
        BigDecimal low = fields.positive("l");
        BigDecimal close = fields.positive("c");
        if (open.max(close).compareTo(high) > 0 || open.min(close).compareTo(low) < 0) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE, fields.at("h") + ": open or close beyond high or low");
        }
        return new ExchangeCandle(
                coin,
                interval,
                openTimeMs,
                closeTimeMs,
                open,
                high,
                low,
                close,
                fields.notNegative("v"),
                fields.id("n"),
                null);
    }

    private static String interval(Fields fields, String name) throws MalformedFrameException {
        String interval = fields.text(name);
        if (!LENGTH_MS.containsKey(interval)) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE, fields.at(name) + ": no interval: " + interval);
        }
        return interval;
    }
}

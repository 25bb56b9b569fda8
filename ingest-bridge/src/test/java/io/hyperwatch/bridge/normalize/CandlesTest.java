package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.normalize;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

class CandlesTest {

    private static final long MINUTE = 60_000;
    private static final long OPEN = RECEIVED / MINUTE * MINUTE;
    private static final String REQUEST =
            "{\"type\":\"candleSnapshot\",\"req\":{\"coin\":\"BTC\",\"interval\":\"1m\",\"startTime\":1,\"endTime\":2}}";

    private static String candle(long open, long length, String coin, String interval) {
        return """
        {"t":%d,"T":%d,"s":"%s","i":"%s","o":"66373.0","c":"66380.5","h":"66381","l":"66370.0","v":"12.340","n":42}"""
                .formatted(open, open + length - 1, coin, interval);
    }

    private static String candle(long open) {
        return candle(open, MINUTE, "BTC", "1m");
    }

    private static String frame(String data) {
        return "{\"channel\":\"candle\",\"data\":" + data + "}";
    }

    private static Normalized snapshot(String response) {
        return Frames.normalizer().normalize(Frames.answer(RECEIVED, REQUEST, response));
    }

    @Test
    void theGrowingCandleIsAsOldAsItsReceipt() {
        Normalized normalized = normalize(frame(candle(OPEN)));

        Envelope envelope = normalized.records().get(0);
        assertThat(envelope.topic()).isEqualTo(Topic.CANDLES);
        assertThat(envelope.key()).isEqualTo("BTC");
        assertThat(envelope.timestampMs()).isEqualTo(RECEIVED);
        assertThat(Frames.event(envelope, ExchangeCandle.class))
                .isEqualTo(
                        new ExchangeCandle(
                                "BTC",
                                "1m",
                                OPEN,
                                OPEN + MINUTE - 1,
                                new BigDecimal("66373.0"),
                                new BigDecimal("66381"),
                                new BigDecimal("66370.0"),
                                new BigDecimal("66380.5"),
                                new BigDecimal("12.340"),
                                42,
                                null));
        assertThat(normalized.stream()).isEqualTo("candle:BTC:1m");
    }

    @Test
    void aClosedCandleIsAsOldAsItsClose() {
        Normalized normalized = normalize(frame(candle(OPEN - MINUTE)));

        assertThat(normalized.records().get(0).timestampMs()).isEqualTo(OPEN - 1);
    }

    @Test
    void anArrayIsReadToo() {
        Normalized normalized =
                normalize(frame("[" + candle(OPEN - MINUTE) + "," + candle(OPEN) + "]"));

        assertThat(normalized.events())
                .extracting(e -> ((ExchangeCandle) e).openTimeMs())
                .containsExactly(OPEN - MINUTE, OPEN);
        assertThat(normalized.stream()).isEqualTo("candle:BTC:1m");
    }

    @ParameterizedTest
    @CsvSource({
        "xyz:SP500, 1h, 3600000",
        "PURR/USDC, 1d, 86400000",
        "kPEPE, 3d, 259200000",
        "BTC, 1w, 604800000",
        "BTC, 1M, 2419200000",
        "BTC, 1M, 2678400000"
    })
    void namesAndIntervalsOfEveryKind(String coin, String interval, long length) {
        Normalized normalized =
                normalize(frame(candle(RECEIVED - length + 1, length, coin, interval)));

        assertThat(normalized.stream()).isEqualTo("candle:" + coin + ":" + interval);
        assertThat(normalized.events()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "\"i\":\"1m\", \"i\":\"7m\", data.i: no interval: 7m",
        "\"i\":\"1m\", \"i\":\"1h\", data.T: not the end of 1h from t",
        "\"s\":\"BTC\", \"s\":\"DOGE\", data.s: not subscribed: DOGE",
        "\"h\":\"66381\", \"h\":\"66380\", data.h: open or close beyond high or low",
        "\"l\":\"66370.0\", \"l\":\"66374\", data.h: open or close beyond high or low",
        "\"l\":\"66370.0\", \"l\":\"0\", data.l: not positive: 0",
        "\"v\":\"12.340\", \"v\":\"-1\", data.v: negative: -1",
        "\"n\":42, \"n\":\"42\", 'data.n: a whole number expected, got string'"
    })
    void aCandleThatCannotBeIsADeadLetter(String good, String bad, String reason) {
        String text = frame(candle(OPEN));
        assertThat(text).contains(good);

        Normalized normalized = normalize(text.replace(good, bad));

        assertThat(normalized.events()).isEmpty();
        assertThat(onlyDeadLetter(normalized).reason()).isEqualTo(reason);
    }

    @Test
    void aSnapshotIsPublishedRowByRowAndSaysHowFarItReaches() {
        String bad = candle(OPEN - 2 * MINUTE).replace("\"66381\"", "\"oops\"");

        Normalized normalized =
                snapshot(
                        "["
                                + String.join(
                                        ",", candle(OPEN - 3 * MINUTE), bad, candle(OPEN - MINUTE))
                                + "]");

        assertThat(normalized.events())
                .extracting(e -> ((ExchangeCandle) e).openTimeMs())
                .containsExactly(OPEN - 3 * MINUTE, OPEN - MINUTE);
        assertThat(onlyDeadLetter(normalized).payload()).isEqualTo(bad);
        assertThat(onlyDeadLetter(normalized).reason()).isEqualTo("[1].h: not a decimal: oops");
        Notice notice = normalized.notices().get(0);
        assertThat(notice.stream()).isEqualTo("candle:BTC:1m");
        assertThat(notice.connection()).isZero();
        assertThat(notice.rows()).isEqualTo(3);
        assertThat(notice.added()).isEqualTo(2);
        assertThat(notice.oldestMs()).isEqualTo(OPEN - 3 * MINUTE);
        assertThat(notice.newestMs()).isEqualTo(OPEN - MINUTE);
        assertThat(notice.overlaps()).isFalse();
        assertThat(notice.whole()).isTrue();
        assertThat(normalized.stream()).isNull();
    }

    @Test
    void anEmptySnapshotSaysThatThereIsNothing() {
        Normalized normalized = snapshot("[]");

        assertThat(normalized.records()).isEmpty();
        assertThat(normalized.notices()).hasSize(1);
        assertThat(normalized.notices().get(0).oldestMs()).isNull();
        assertThat(normalized.notices().get(0).whole()).isTrue();
    }

    @Test
    void fiveThousandRowsMayHaveBeenClipped() {
        String rows =
                LongStream.rangeClosed(1, 5_000)
                        .map(n -> OPEN - (5_001 - n) * MINUTE)
                        .mapToObj(CandlesTest::candle)
                        .collect(Collectors.joining(",", "[", "]"));

        Normalized normalized = snapshot(rows);

        assertThat(normalized.events()).hasSize(5_000);
        assertThat(normalized.notices().get(0).whole()).isFalse();
    }

    @Test
    void rowsOfAnotherCoinOrIntervalThanAskedForAreDeadLetters() {
        Normalized normalized =
                snapshot(
                        "["
                                + candle(OPEN - MINUTE, MINUTE, "ETH", "1m")
                                + ","
                                + candle(OPEN - 3 * MINUTE, 3 * MINUTE, "BTC", "3m")
                                + "]");

        assertThat(normalized.events()).isEmpty();
        assertThat(normalized.faults()).hasSize(2);
        assertThat(normalized.notices().get(0).added()).isZero();
    }
}

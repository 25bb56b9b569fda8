package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Collections;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

class FundingRatesTest {

    private static final long HOUR = 3_600_000;
    private static final long SETTLED = RECEIVED / HOUR * HOUR + 42;
    private static final String REQUEST =
            "{\"type\":\"fundingHistory\",\"coin\":\"BTC\",\"startTime\":1}";

    private static String row(String coin, long time, String rate) {
        return "{\"coin\":\"%s\",\"fundingRate\":\"%s\",\"premium\":\"-0.00031774\",\"time\":%d}"
                .formatted(coin, rate, time);
    }

    private static Normalized history(String... rows) {
        return Frames.normalizer()
                .normalize(Frames.answer(RECEIVED, REQUEST, "[" + String.join(",", rows) + "]"));
    }

    @Test
    void everySettlementIsARecordAtItsTime() {
        Normalized normalized =
                history(row("BTC", SETTLED - HOUR, "0.0000125"), row("BTC", SETTLED, "-0.01"));

        Envelope last = normalized.records().get(1);
        assertThat(last.topic()).isEqualTo(Topic.FUNDING_RATES);
        assertThat(last.timestampMs()).isEqualTo(SETTLED);
        assertThat(last.header(HeaderNames.LAST)).contains("true");
        assertThat(Frames.event(last, FundingRate.class))
                .isEqualTo(
                        new FundingRate(
                                "BTC",
                                SETTLED,
                                new BigDecimal("-0.01"),
                                new BigDecimal("-0.00031774"),
                                null));
        Notice notice = normalized.notices().get(0);
        assertThat(notice.stream()).isEqualTo("fundingHistory:BTC");
        assertThat(notice.rows()).isEqualTo(2);
        assertThat(notice.added()).isEqualTo(2);
        assertThat(notice.oldestMs()).isEqualTo(SETTLED - HOUR);
        assertThat(notice.newestMs()).isEqualTo(SETTLED);
        assertThat(notice.whole()).isTrue();
    }

    @Test
    void aBadRowLeavesItsNeighbours() {
        String other = row("ETH", SETTLED, "0.1");

        Normalized normalized = history(row("BTC", SETTLED - HOUR, "0.1"), other);

        assertThat(normalized.events()).hasSize(1);
        assertThat(onlyDeadLetter(normalized).payload()).isEqualTo(other);
        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("[1].coin: not the one asked for: ETH");
        assertThat(normalized.notices().get(0).added()).isEqualTo(1);
    }

    @Test
    void fiveHundredRowsMayHaveBeenClipped() {
        String[] rows = Collections.nCopies(500, row("BTC", SETTLED, "0.1")).toArray(String[]::new);

        assertThat(history(rows).notices().get(0).whole()).isFalse();
    }

    @Test
    void whatIsNoListIsADeadLetter() {
        Normalized normalized =
                Frames.normalizer().normalize(Frames.answer(RECEIVED, REQUEST, "null"));

        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("answer: an array expected, got null");
        assertThat(normalized.notices()).isEmpty();
    }
}

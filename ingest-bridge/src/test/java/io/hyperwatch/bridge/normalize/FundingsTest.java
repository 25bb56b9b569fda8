package io.hyperwatch.bridge.normalize;

import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.List;

import static io.hyperwatch.bridge.normalize.Frames.HASH;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

class FundingsTest {

    private final Normalizer normalizer = Frames.normalizer();

    private static String fields(String coin, String samples) {
        return "\"coin\":\"%s\",\"usdc\":\"-3.625312\",\"szi\":\"49.1477\",\"fundingRate\":\"0.0000417\",\"nSamples\":%s"
                .formatted(coin, samples);
    }

    private static String streamed(String coin, long time, String samples) {
        return "{\"time\":%d,%s}".formatted(time, fields(coin, samples));
    }

    private static String polled(String coin, long time, String samples) {
        return "{\"time\":%d,\"hash\":\"%s\",\"delta\":{\"type\":\"funding\",%s}}"
                .formatted(time, HASH, fields(coin, samples));
    }

    private Normalized stream(String snapshot, String rows) {
        return normalizer.normalize(
                AccountFrames.frame(
                        1,
                        "userFundings",
                        "{%s\"user\":\"%s\",\"fundings\":[%s]}".formatted(snapshot, VICTIM, rows)));
    }

    private Normalized rest(String rows) {
        return normalizer.normalize(AccountFrames.answer("userFunding", VICTIM, "[" + rows + "]"));
    }

    private static List<FundingPayment> payments(Normalized normalized) {
        return AccountFrames.events(normalized, Topic.USER_FUNDINGS, FundingPayment.class);
    }

    private static FundingPayment expected(String coin, long time, Integer samples, String hash) {
        return new FundingPayment(
                VICTIM,
                coin,
                time,
                new BigDecimal("-3.625312"),
                new BigDecimal("49.1477"),
                new BigDecimal("0.0000417"),
                samples,
                hash,
                null);
    }

    @Test
    void bothShapesAreTheSamePayment() {
        Normalized live = stream("", streamed("ETH", TIME, "null"));
        Normalized answer = rest(polled("ETH", TIME, "1") + "," + polled("BTC", TIME, "24"));

        assertThat(payments(live)).containsExactly(expected("ETH", TIME, null, null));
        assertThat(live.stream()).isEqualTo("userFundings:" + VICTIM);
        assertThat(live.notices()).isEmpty();
        assertThat(payments(answer)).containsExactly(expected("BTC", TIME, 24, HASH));
        assertThat(answer.duplicates()).isEqualTo(1);
        assertThat(answer.notices())
                .containsExactly(
                        new Notice("userFundings:" + VICTIM, 0, 2, 1, TIME, TIME, true, true));
    }

    @Test
    void aDayThatWasMergedIsNotItsFirstHour() {
        stream("", streamed("ETH", TIME, "null"));

        assertThat(payments(rest(polled("ETH", TIME, "24")))).hasSize(1);
        assertThat(payments(rest(polled("ETH", TIME, "24")))).isEmpty();
    }

    @Test
    void aSnapshotNewestFirstIsTurnedAndEnds() {
        Normalized normalized =
                stream(
                        "\"isSnapshot\":true,",
                        streamed("ETH", TIME, "1") + "," + streamed("ETH", TIME - 1, "1"));

        assertThat(payments(normalized))
                .extracting(FundingPayment::timeMs)
                .containsExactly(TIME - 1, TIME);
        assertThat(normalized.records().get(2).header(HeaderNames.KIND))
                .contains(HeaderNames.SNAPSHOT_END);
        assertThat(normalized.notices())
                .containsExactly(
                        new Notice("userFundings:" + VICTIM, 1, 2, 2, TIME - 1, TIME, false, true));
    }

    @ParameterizedTest
    @CsvSource({"0, out of range: 0", "'\"1\"', 'a whole number expected, got string'"})
    void aSampleCountOfNothingIsADeadLetter(String samples, String reason) {
        Normalized normalized = stream("", streamed("ETH", TIME, samples));

        assertThat(Frames.onlyDeadLetter(normalized).reason())
                .isEqualTo("data.fundings[0].nSamples: " + reason);
    }

    @Test
    void aPaymentInTheFutureIsADeadLetter() {
        Normalized normalized = stream("", streamed("ETH", Frames.RECEIVED + 60_001, "1"));

        assertThat(Frames.onlyDeadLetter(normalized).reason()).contains("in the future");
    }
}

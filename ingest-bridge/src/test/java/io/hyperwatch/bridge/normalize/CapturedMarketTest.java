package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.normalize.Captures.Exchange;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.Price;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import static io.hyperwatch.bridge.normalize.Captures.RECEIVED;
import static io.hyperwatch.bridge.normalize.Captures.answer;
import static io.hyperwatch.bridge.normalize.Captures.decimal;
import static io.hyperwatch.bridge.normalize.Captures.events;
import static io.hyperwatch.bridge.normalize.Captures.watching;
import static org.assertj.core.api.Assertions.assertThat;

/** Real books and prices against a plain reading of the same JSON that knows nothing of us. */
class CapturedMarketTest {

    private static final String GO = "rest/go-hyperliquid/";
    private static final String PYTHON = "rest/python-sdk-cassettes/";

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new HashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static void assertIsBook(Book book, JsonNode data) {
        assertThat(book.coin()).isEqualTo(data.get("coin").asText());
        assertThat(book.timeMs()).isEqualTo(data.get("time").asLong());
        assertIsSide(book.bids(), data.get("levels").get(0));
        assertIsSide(book.asks(), data.get("levels").get(1));
    }

    private static void assertIsSide(List<Book.Level> levels, JsonNode side) {
        List<Book.Level> expected = new ArrayList<>();
        side.forEach(
                l ->
                        expected.add(
                                new Book.Level(
                                        decimal(l.get("px")),
                                        decimal(l.get("sz")),
                                        l.get("n").asInt())));
        assertThat(levels).isEqualTo(expected);
    }

    private static int checkBooks(BufferedReader lines) throws IOException {
        Normalizer normalizer =
                watching(Set.of("BTC", "CASHCAT", "xyz:CL", "xyz:CXMT", "xyz:KR200"), 4);
        int books = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String text = line.substring(line.indexOf('{'));
            JsonNode frame = Captures.PLAIN.readTree(text);
            if (frame.get("channel").asText().equals("l2Book")) {
                Normalized normalized = normalizer.normalize(new Input.Frame(RECEIVED, 1, text));
                assertThat(normalized.faults()).isEmpty();
                Book book = events(normalized, Book.class).get(0);
                assertThat(book.sigFigs()).isNull();
                assertThat(normalized.stream()).isEqualTo("l2Book:" + book.coin());
                assertIsBook(book, frame.get("data"));
                books++;
            }
        }
        return books;
    }

    @Test
    void booksOfJulyTwentyTwentySix() throws IOException {
        try (BufferedReader lines =
                Files.newBufferedReader(Captures.find("ws/live_bbo_90s.jsonl"))) {
            assertThat(checkBooks(lines)).isEqualTo(85);
        }
    }

    @Test
    void booksOfJanuaryTwentyTwentyFive() throws IOException {
        Path file = Captures.find("ws/hftbacktest-btc-20250126.txt.gz");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            assertThat(checkBooks(lines)).isEqualTo(46);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "l2book_btc_nsf3.json, 3,",
        "l2book_btc_nsf4.json, 4,",
        "l2book_btc_nsf5.json, 5,",
        "l2book_btc_nsf5_m5.json, 5, 5"
    })
    void aggregatedBooks(String file, int sigFigs, Integer mantissa) throws IOException {
        String text = Captures.text("rest/eugene2710/" + file);
        JsonNode data = Captures.PLAIN.readTree(text);

        Normalized asked =
                answer(
                        Set.of("BTC"),
                        "{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":%d,\"mantissa\":%d}"
                                .formatted(sigFigs, mantissa),
                        text);
        Normalized streamed =
                watching(Set.of("BTC"), sigFigs)
                        .normalize(
                                new Input.Frame(
                                        RECEIVED,
                                        1,
                                        "{\"channel\":\"l2Book\",\"data\":" + text + "}"));

        assertThat(asked.events()).hasSize(1);
        Book book = (Book) asked.events().get(0);
        assertIsBook(book, data);
        assertThat(book.sigFigs()).isEqualTo(sigFigs);
        assertThat(book.mantissa()).isEqualTo(mantissa);
        assertIsBook((Book) streamed.events().get(0), data);
        assertThat(streamed.stream()).isEqualTo("l2Book:BTC:" + sigFigs);
    }

    @Test
    void aBookOfTwentyTwentyThreeIsItsBestPriceToo() throws IOException {
        Exchange call = Captures.cassette(PYTHON + "test_get_l2_snapshot.yaml", "l2Book").get(0);

        Normalized normalized = answer(Set.of("DYDX"), call.request(), call.response());

        assertIsBook(events(normalized, Book.class).get(0), call.answer());
        Price best = events(normalized, Price.class).get(0);
        assertThat(best.bidPrice())
                .isEqualTo(call.answer().at("/levels/0/0/px").asText())
                .isLessThan(best.askPrice());
    }

    @Test
    void midsOfAFrame() throws IOException {
        String text = Captures.text("ws/gareth/11-allMids.json");

        assertAreMids(
                watching(keys(Captures.PLAIN.readTree(text).get("mids")), null)
                        .normalize(Frames.frame("{\"channel\":\"allMids\",\"data\":" + text + "}")),
                Captures.PLAIN.readTree(text).get("mids"));
    }

    @ParameterizedTest
    @ValueSource(strings = {GO + "AllMids_WithDex.yaml", PYTHON + "test_get_all_mids.yaml"})
    void midsOfAnAnswer(String file) throws IOException {
        for (Exchange call : Captures.cassette(file, "allMids")) {
            assertAreMids(
                    answer(keys(call.answer()), call.request(), call.response()), call.answer());
        }
    }

    private static void assertAreMids(Normalized normalized, JsonNode mids) {
        assertThat(normalized.faults()).isEmpty();
        assertThat(normalized.events()).hasSize(mids.size()).hasSizeGreaterThan(20);
        for (Price price : events(normalized, Price.class)) {
            assertThat(price.midPrice()).isEqualTo(decimal(mids.get(price.coin())));
        }
    }

    @Test
    void contextsOfThreeDexes() throws IOException {
        List<Exchange> calls = Captures.cassette(GO + "MetaAndAssetCtxs.yaml", "metaAndAssetCtxs");
        assertThat(calls).extracting(c -> c.answer().get(1).size()).containsExactly(203, 228, 43);
        for (Exchange call : calls) {
            Map<String, JsonNode> expected = new HashMap<>();
            JsonNode universe = call.answer().get(0).get("universe");
            for (int i = 0; i < universe.size(); i++) {
                expected.put(universe.get(i).get("name").asText(), call.answer().get(1).get(i));
            }

            Normalized normalized = answer(expected.keySet(), call.request(), call.response());

            assertThat(normalized.events()).hasSize(universe.size());
            for (Price price : events(normalized, Price.class)) {
                JsonNode ctx = expected.get(price.coin());
                assertThat(price.oraclePrice()).isEqualTo(decimal(ctx.get("oraclePx")));
                assertThat(price.markPrice()).isEqualTo(decimal(ctx.get("markPx")));
                assertThat(price.midPrice()).isEqualTo(decimal(ctx.get("midPx")));
                assertThat(price.fundingRate()).isEqualTo(decimal(ctx.get("funding")));
                assertThat(price.openInterest()).isEqualTo(decimal(ctx.get("openInterest")));
                assertThat(price.prevDayPrice()).isEqualTo(decimal(ctx.get("prevDayPx")));
                assertThat(price.dayNotionalVolumeUsd()).isEqualTo(decimal(ctx.get("dayNtlVlm")));
                assertThat(price.premium()).isEqualTo(decimal(ctx.get("premium")));
            }
        }
    }
}

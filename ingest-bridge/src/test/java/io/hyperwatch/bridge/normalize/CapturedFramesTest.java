package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Real payloads, where a copy of them lies beside the checkout; the totals were counted apart. */
class CapturedFramesTest {

    private static final Set<String> COINS =
            Set.of("BTC", "CASHCAT", "xyz:CL", "xyz:CXMT", "xyz:KR200");
    private static final String USER = "0x1111111111111111111111111111111111111111";

    private final Normalizer normalizer =
            new Normalizer(1, new Watchlist(COINS, false, Frames.HLP, Set.of()));

    private List<Envelope> relay(long receivedAtMs, String text) {
        return normalizer.normalize(new Input.Frame(receivedAtMs, 1, text)).records();
    }

    private static <T> List<T> events(List<Envelope> records, Topic topic, Class<T> type) {
        return records.stream()
                .filter(r -> r.topic() == topic && r.value() != null)
                .map(r -> Frames.event(r, type))
                .toList();
    }

    private static BigDecimal value(List<Trade> trades) {
        return trades.stream().map(Trade::valueUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void ninetySecondsOfJulyTwentyTwentySix() throws IOException {
        List<Envelope> records = new ArrayList<>();
        try (BufferedReader lines =
                Files.newBufferedReader(Captures.find("ws/live_bbo_90s.jsonl"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long receivedNanos =
                        Long.parseLong(line.substring(line.indexOf(':') + 1, line.indexOf(',')));
                records.addAll(relay(receivedNanos / 1_000_000, line));
            }
        }

        List<Trade> trades = events(records, Topic.TRADES, Trade.class);
        List<Price> prices = events(records, Topic.PRICES, Price.class);
        // 399 on the wire; a live frame repeats one of the replay.
        assertThat(trades).hasSize(398);
        assertThat(value(trades)).isEqualByComparingTo("789951.2584380");
        assertThat(prices).hasSize(1_493);
        assertThat(prices).allSatisfy(p -> assertThat(p.bidPrice()).isLessThan(p.askPrice()));
        List<Book> books = events(records, Topic.BOOKS, Book.class);
        assertThat(books).hasSize(85);
        assertThat(books).allSatisfy(b -> assertThat(b.bids()).hasSize(20));
        assertThat(records).hasSize(398 + 1_493 + 85);
    }

    @Test
    void bitcoinInJanuaryTwentyTwentyFive() throws IOException {
        List<Envelope> records = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Files.newInputStream(
                                                Captures.find(
                                                        "ws/hftbacktest-btc-20250126.txt.gz"))),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                records.addAll(
                        relay(
                                Long.parseLong(line.substring(0, space)) / 1_000_000,
                                line.substring(space + 1)));
            }
        }

        List<Trade> trades = events(records, Topic.TRADES, Trade.class);
        assertThat(trades).hasSize(64);
        assertThat(value(trades)).isEqualByComparingTo("97461.505840");
        assertThat(events(records, Topic.BOOKS, Book.class)).hasSize(46);
        assertThat(records).hasSize(64 + 46);
    }

    @Test
    void theMakersSideOfALiquidation() throws Exception {
        JsonNode frame =
                WireJson.parse(
                        Files.readString(
                                Captures.find("ws/nautilus-ws_user_fill_liquidation.json")));
        String fills = frame.get("data").get("fills").toString();

        Fill fill = events(fillsFrame(fills), Topic.FILLS, Fill.class).get(0);

        assertThat(fill.side()).isEqualTo(Side.A);
        assertThat(fill.direction()).isEqualTo("Open Short");
        assertThat(fill.crossed()).isFalse();
        assertThat(fill.startPosition()).isEqualTo("-0.0213");
        assertThat(fill.tid()).isEqualTo(745210434703679L);
        assertThat(fill.liquidation().liquidatedUser())
                .isEqualTo("0x360878d351f05975e25f1807a27895e1e5e004fb");
        assertThat(fill.liquidation().markPrice()).isEqualTo("66607.0");
        assertThat(fill.liquidation().method()).isEqualTo(LiquidationMethod.MARKET);
        assertThat(fill.liquidation().liquidatedIsHlp()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "rest/gblack686-raw_fills.json, 50, 109963.560465, 19",
        "rest/soluutions-fills_recent.json, 2000, 9571977.2821290, 0",
        "rest/linlea666/userFillsByTime.json, 2000, 954136.8926250, 0"
    })
    void accountsOfRealUsers(String file, int count, BigDecimal value, int liquidations)
            throws IOException {
        List<Envelope> records = fillsFrame(Files.readString(Captures.find(file)));

        List<Fill> fills = events(records, Topic.FILLS, Fill.class);
        assertThat(records).hasSize(count + 1);
        assertThat(fills).hasSize(count);
        assertThat(fills.stream().map(Fill::valueUsd).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(value);
        assertThat(fills).filteredOn(f -> f.liquidation() != null).hasSize(liquidations);
    }

    private List<Envelope> fillsFrame(String fills) {
        return relay(
                1_800_000_000_000L,
                "{\"channel\":\"userFills\",\"data\":{\"isSnapshot\":true,\"user\":\"%s\",\"fills\":%s}}"
                        .formatted(USER, fills));
    }
}

package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.normalize.Captures.Exchange;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.Listing;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.InstrumentKind;
import io.hyperwatch.events.LeaderboardEntry;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.hyperwatch.bridge.normalize.Captures.RECEIVED;
import static io.hyperwatch.bridge.normalize.Captures.answer;
import static io.hyperwatch.bridge.normalize.Captures.decimal;
import static io.hyperwatch.bridge.normalize.Captures.events;
import static io.hyperwatch.bridge.normalize.Captures.watching;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real lists, candles and rates against a plain reading of the same JSON that knows nothing of us.
 */
class CapturedListsTest {

    private static final String GO = "rest/go-hyperliquid/";
    private static final String PYTHON = "rest/python-sdk-cassettes/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                GO + "Meta.yaml",
                GO + "MetaAndAssetCtxs.yaml",
                PYTHON + "test_get_info.yaml",
                PYTHON + "test_get_candles_snapshot.yaml",
                PYTHON + "test_get_funding_history[1684811870000].yaml",
                PYTHON + "test_get_funding_history[None].yaml",
                PYTHON + "test_get_l2_snapshot.yaml"
            })
    void perpetualsOfTwentyTwentyThreeAndTwentyTwentySix(String file) throws IOException {
        Exchange call = Captures.cassette(file, "meta").get(0);

        List<Instrument> instruments =
                events(answer(Set.of(), call.request(), call.response()), Instrument.class);

        JsonNode universe = call.answer().get("universe");
        assertThat(instruments).hasSize(universe.size()).hasSizeGreaterThan(20);
        for (int i = 0; i < universe.size(); i++) {
            JsonNode entry = universe.get(i);
            Instrument instrument = instruments.get(i);
            assertThat(instrument.coin()).isEqualTo(entry.get("name").asText());
            assertThat(instrument.displayName()).isEqualTo(instrument.coin());
            assertThat(instrument.szDecimals()).isEqualTo(entry.get("szDecimals").asInt());
            assertThat(instrument.maxLeverage()).isEqualTo(entry.get("maxLeverage").asInt());
            assertThat(instrument.isDelisted())
                    .isEqualTo(entry.path("isDelisted").asBoolean(false));
            assertThat(instrument.kind()).isEqualTo(InstrumentKind.PERP);
        }
    }

    @Test
    void spotPairs() throws IOException {
        Exchange call = Captures.cassette(GO + "MetaAndAssetCtxs.yaml", "spotMeta").get(0);
        Map<Integer, JsonNode> tokens = new HashMap<>();
        call.answer().get("tokens").forEach(t -> tokens.put(t.get("index").asInt(), t));

        List<Instrument> instruments =
                events(answer(Set.of(), call.request(), call.response()), Instrument.class);

        JsonNode universe = call.answer().get("universe");
        assertThat(instruments).hasSize(universe.size()).hasSizeGreaterThan(100);
        for (int i = 0; i < universe.size(); i++) {
            JsonNode base = tokens.get(universe.get(i).get("tokens").get(0).asInt());
            JsonNode quote = tokens.get(universe.get(i).get("tokens").get(1).asInt());
            Instrument instrument = instruments.get(i);
            assertThat(instrument.coin()).isEqualTo(universe.get(i).get("name").asText());
            assertThat(instrument.displayName())
                    .isEqualTo(base.get("name").asText() + "/" + quote.get("name").asText());
            assertThat(instrument.szDecimals()).isEqualTo(base.get("szDecimals").asInt());
        }
        assertThat(instruments)
                .filteredOn(i -> i.coin().equals("@107"))
                .extracting(Instrument::displayName)
                .containsExactly("HYPE/USDC");
    }

    @Test
    void namesOfTheDexes() throws Exception {
        JsonNode early = Captures.cassette(GO + "PerpDexs.yaml", "perpDexs").get(0).answer();
        JsonNode later = Captures.PLAIN.readTree(Captures.text("rest/eugene2710/perpdexs.json"));

        for (JsonNode answer : List.of(early, later)) {
            assertThat(Listing.dexNames(answer))
                    .hasSize(answer.size() - 1)
                    .contains("xyz", "flx")
                    .allSatisfy(name -> assertThat(answer.findValuesAsText("name")).contains(name));
        }
    }

    @Test
    void aDayOfHourlyCandles() throws IOException {
        Exchange call =
                Captures.cassette(PYTHON + "test_get_candles_snapshot.yaml", "candleSnapshot")
                        .get(0);

        Normalized normalized = answer(Set.of("kPEPE"), call.request(), call.response());

        List<ExchangeCandle> candles = events(normalized, ExchangeCandle.class);
        assertThat(candles).hasSize(24);
        for (int i = 0; i < candles.size(); i++) {
            JsonNode row = call.answer().get(i);
            assertThat(candles.get(i))
                    .isEqualTo(
                            new ExchangeCandle(
                                    "kPEPE",
                                    "1h",
                                    row.get("t").asLong(),
                                    row.get("T").asLong(),
                                    decimal(row.get("o")),
                                    decimal(row.get("h")),
                                    decimal(row.get("l")),
                                    decimal(row.get("c")),
                                    decimal(row.get("v")),
                                    row.get("n").asLong(),
                                    null));
        }
        assertThat(normalized.notices())
                .containsExactly(
                        new Notice(
                                "candle:kPEPE:1h",
                                0,
                                24,
                                24,
                                candles.get(0).openTimeMs(),
                                candles.get(23).openTimeMs(),
                                false,
                                true));
    }

    /** Column T is the close, t the open time. */
    @ParameterizedTest
    @CsvSource({
        "hippocritical-SOL-1m.csv, SOL, 1m, 60000",
        "hippocritical-SOL-3m.csv, SOL, 3m, 180000",
        "hippocritical-SOL-5m.csv, SOL, 5m, 300000",
        "hippocritical-SOL-15m.csv, SOL, 15m, 900000",
        "hippocritical-SOL-1h.csv, SOL, 1h, 3600000",
        "londrwus-btc-1m.csv, BTC, 1m, 60000",
        "londrwus-eth-1m.csv, ETH, 1m, 60000",
        "londrwus-eth-1h.csv, ETH, 1h, 3600000"
    })
    void candlesOfWeeks(String file, String coin, String interval, long length) throws IOException {
        List<String> lines = Files.readAllLines(Captures.find("candles/" + file));
        long closes = lines.get(0).startsWith("T") ? length - 1 : 0;
        Normalizer normalizer = watching(Set.of(coin), null);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            long open = Long.parseLong(cells[0]) - closes;
            Normalized normalized =
                    normalizer.normalize(
                            new Input.Frame(
                                    RECEIVED,
                                    1,
                                    """
                                    {"channel":"candle","data":{"t":%d,"T":%d,"s":"%s","i":"%s","o":"%s","h":"%s","l":"%s","c":"%s","v":"%s","n":1}}"""
                                            .formatted(
                                                    open,
                                                    open + length - 1,
                                                    coin,
                                                    interval,
                                                    cells[1],
                                                    cells[2],
                                                    cells[3],
                                                    cells[4],
                                                    cells[5])));
            assertThat(normalized.faults()).as(line).isEmpty();
            ExchangeCandle candle = (ExchangeCandle) normalized.events().get(0);
            assertThat(candle.openTimeMs()).isEqualTo(open);
            assertThat(
                            new BigDecimal[] {
                                candle.open(),
                                candle.high(),
                                candle.low(),
                                candle.close(),
                                candle.volume()
                            })
                    .containsExactly(
                            new BigDecimal(cells[1]),
                            new BigDecimal(cells[2]),
                            new BigDecimal(cells[3]),
                            new BigDecimal(cells[4]),
                            new BigDecimal(cells[5]));
        }
        assertThat(lines.size()).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "test_get_funding_history[1684811870000].yaml, 34, true",
        "test_get_funding_history[None].yaml, 1038, false"
    })
    void settledFunding(String file, int rows, boolean whole) throws IOException {
        Exchange call = Captures.cassette(PYTHON + file, "fundingHistory").get(0);

        Normalized normalized = answer(Set.of("BTC"), call.request(), call.response());

        List<FundingRate> rates = events(normalized, FundingRate.class);
        assertThat(rates).hasSize(rows);
        for (int i = 0; i < rows; i++) {
            JsonNode row = call.answer().get(i);
            assertThat(rates.get(i))
                    .isEqualTo(
                            new FundingRate(
                                    row.get("coin").asText(),
                                    row.get("time").asLong(),
                                    decimal(row.get("fundingRate")),
                                    decimal(row.get("premium")),
                                    null));
        }
        Notice notice = normalized.notices().get(0);
        assertThat(notice.rows()).isEqualTo(rows);
        assertThat(notice.oldestMs()).isEqualTo(rates.get(0).timeMs());
        assertThat(notice.newestMs()).isEqualTo(rates.get(rows - 1).timeMs());
        assertThat(notice.whole()).isEqualTo(whole);
    }

    @Test
    void aRowOfTheLeaderboard() throws IOException {
        String text = Captures.text("rest/leaderboard-one-row.json");
        JsonNode row = Captures.PLAIN.readTree(text).get("leaderboardRows").get(0);

        LeaderboardEntry entry =
                events(answer(Set.of(), "{\"type\":\"leaderboard\"}", text), LeaderboardEntry.class)
                        .get(0);

        assertThat(entry.user()).isEqualTo(row.get("ethAddress").asText());
        assertThat(entry.accountValue()).isEqualTo(decimal(row.get("accountValue")));
        assertThat(entry.displayName()).isEqualTo("ABC");
        JsonNode windows = row.get("windowPerformances");
        List<LeaderboardEntry.Performance> expected = new ArrayList<>();
        windows.forEach(
                w ->
                        expected.add(
                                new LeaderboardEntry.Performance(
                                        decimal(w.get(1).get("pnl")),
                                        decimal(w.get(1).get("roi")),
                                        decimal(w.get(1).get("vlm")))));
        assertThat(windows)
                .extracting(w -> w.get(0).asText())
                .containsExactly("day", "week", "month", "allTime");
        assertThat(List.of(entry.day(), entry.week(), entry.month(), entry.allTime()))
                .isEqualTo(expected);
    }
}

package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class InfoServerTest {

    private ExchangeSimulator exchange;
    private RestClient rest;

    @BeforeEach
    void start() {
        exchange = ExchangeSimulator.start(Sample.settings());
        rest = new RestClient(exchange);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void listsCoinsDexesAndPairs() throws Exception {
        JsonNode universe = rest.info("{'type':'meta'}").path("universe");
        assertThat(universe).hasSize(8);
        assertThat(universe.get(0).path("name").asText()).isEqualTo("BTC");
        assertThat(universe.get(2).path("isDelisted").asBoolean()).isTrue();
        assertThat(rest.info("{'type':'perpDexs'}").toString())
                .isEqualTo("[null,{\"name\":\"xyz\",\"fullName\":\"xyz\"}]");
        assertThat(rest.info("{'type':'meta','dex':'xyz'}").path("universe")).hasSize(1);
        assertThat(rest.info("{'type':'spotMeta'}").path("universe").get(1).path("name").asText())
                .isEqualTo("@107");
        JsonNode both = rest.info("{'type':'metaAndAssetCtxs'}");
        assertThat(both.get(1)).hasSize(both.get(0).path("universe").size());
        assertThat(rest.info("{'type':'allMids'}").has("BTC")).isTrue();
    }

    @Test
    void namesTheChildrenOfTheHlpVault() throws Exception {
        HlpVault hlp = HlpVault.mainnet();
        JsonNode details =
                rest.info("{'type':'vaultDetails','vaultAddress':'" + hlp.parent() + "'}");
        JsonNode relationship = details.path("relationship");
        assertThat(relationship.path("type").asText()).isEqualTo("parent");
        assertThat(relationship.path("data").path("childAddresses"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(hlp.children());
        assertThat(
                        rest.info("{'type':'vaultDetails','vaultAddress':'" + Sample.ALICE + "'}")
                                .isNull())
                .isTrue();
    }

    @Test
    void servesTradesFillsAndCandlesOfWhatWasPublished() throws Exception {
        for (int i = 0; i < 12; i++) {
            Sample.trade(exchange, Side.B, "6700" + i % 10 + ".0", "0.5");
        }
        JsonNode recent = rest.info("{'type':'recentTrades','coin':'BTC'}");
        assertThat(recent).hasSize(10);
        assertThat(recent.get(0).path("px").asText()).isEqualTo("67001.0");

        JsonNode newestFirst = rest.info("{'type':'userFills','user':'" + Sample.ALICE + "'}");
        JsonNode oldestFirst =
                rest.info("{'type':'userFillsByTime','startTime':0,'user':'" + Sample.ALICE + "'}");
        assertThat(newestFirst).hasSize(12);
        assertThat(oldestFirst.get(11)).isEqualTo(newestFirst.get(0));
        assertThat(newestFirst.get(0).path("startPosition").asText()).isEqualTo("5.5");

        JsonNode candles =
                rest.info(
                        "{'type':'candleSnapshot','req':{'coin':'BTC','interval':'1d',"
                                + "'startTime':0,'endTime':9999999999999}}");
        double volume = 0;
        for (JsonNode candle : candles) {
            volume += candle.path("v").asDouble();
        }
        assertThat(volume).isEqualTo(6.0);

        JsonNode state = rest.info("{'type':'clearinghouseState','user':'" + Sample.ALICE + "'}");
        JsonNode position = state.path("assetPositions").get(0).path("position");
        assertThat(position.path("szi").asText()).isEqualTo("6.0");
        assertThat(position.path("leverage").path("value").isInt()).isTrue();
        assertThat(state.path("marginSummary").path("accountValue").isTextual()).isTrue();

        HttpResponse<String> board = rest.get(exchange.statsUrl() + "/Mainnet/leaderboard");
        assertThat(board.body()).contains("\"ethAddress\":\"" + Sample.ALICE + "\"");
    }

    @Test
    void answersMistakesAsTheExchangeDoes() throws Exception {
        assertThat(rest.post("{\"type\":\"liquidations\"}").statusCode()).isEqualTo(422);
        assertThat(rest.post("{\"type\":\"userFills\"}").statusCode()).isEqualTo(422);
        assertThat(rest.post("[]").statusCode()).isEqualTo(422);
        assertThat(rest.post("{oops").statusCode()).isEqualTo(400);
        assertThat(rest.post("{\"type\":\"meta\"}", "text/plain").statusCode()).isEqualTo(415);
        assertThat(rest.get(exchange.apiUrl() + "/info").statusCode()).isEqualTo(405);
        assertThat(rest.get(exchange.statsUrl() + "/other").statusCode()).isEqualTo(403);
        HttpResponse<String> unknownDex = rest.post("{\"type\":\"meta\",\"dex\":\"nope\"}");
        assertThat(unknownDex.statusCode()).isEqualTo(500);
        assertThat(unknownDex.body()).isEqualTo("null");
        HttpResponse<String> book = rest.post("{\"type\":\"l2Book\",\"coin\":\"NOPE\"}");
        assertThat(book.statusCode()).isEqualTo(200);
        assertThat(book.body()).isEqualTo("null");
    }

    @Test
    void refusesWithABareNullAboveTheWeightOfAMinuteAndLogsEachRequest() throws Exception {
        exchange.close();
        exchange =
                ExchangeSimulator.start(
                        Sample.settings().withLimits(Limits.documented().withWeightPerMinute(42)));
        rest = new RestClient(exchange);
        Sample.trade(exchange, Side.B, "67000.0", "0.5");
        rest.info("{'type':'recentTrades','coin':'BTC'}");
        rest.info("{'type':'meta'}");
        HttpResponse<String> refused = rest.post("{\"type\":\"allMids\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("null");
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        assertThat(exchange.record().requests())
                .extracting(
                        Publications.WeightedRequest::type,
                        Publications.WeightedRequest::weight,
                        Publications.WeightedRequest::status)
                .containsExactly(
                        tuple("recentTrades", 21, 200),
                        tuple("meta", 20, 200),
                        tuple("allMids", 0, 429));
    }

    @Test
    void failsRequestsOnCommand() throws Exception {
        exchange.faults().failRequests(502, 1);
        assertThat(rest.post("{\"type\":\"meta\"}").statusCode()).isEqualTo(502);
        assertThat(rest.post("{\"type\":\"meta\"}").statusCode()).isEqualTo(200);
        exchange.faults().requestStorm(Duration.ofMinutes(1));
        assertThat(rest.post("{\"type\":\"meta\"}").statusCode()).isEqualTo(429);
        exchange.faults().clear();
        assertThat(rest.post("{\"type\":\"meta\"}").statusCode()).isEqualTo(200);
    }
}

package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StreamProtocolTest {

    private ExchangeSimulator exchange;

    @AfterEach
    void close() {
        exchange.close();
    }

    private StreamClient connect() throws Exception {
        StreamClient client = StreamClient.connect(exchange.wsUrl());
        assertThat(client.next()).isEqualTo("Websocket connection established.");
        return client;
    }

    private void start(Limits limits) {
        exchange =
                ExchangeSimulator.start(
                        Sample.settings().withLimits(limits.withSilence(Duration.ofMinutes(5))));
    }

    @Test
    void acksWithDefaultsFilledInBeforeTheFirstDataFrame() throws Exception {
        start(Limits.documented());
        StreamClient client = connect();
        client.subscribe("{\"type\":\"l2Book\",\"coin\":\"BTC\"}");

        assertThat(client.next())
                .isEqualTo(
                        "{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":\"subscribe\","
                                + "\"subscription\":{\"type\":\"l2Book\",\"coin\":\"BTC\","
                                + "\"nSigFigs\":null,\"mantissa\":null,\"fast\":false}}}");
        JsonNode book = client.nextFrame();
        assertThat(book.path("channel").asText()).isEqualTo("l2Book");
        assertThat(book.path("data").path("levels").get(0)).hasSize(20);
    }

    @Test
    void acksAUserInLowerCaseAndSendsTheSnapshotFirstEvenIfItIsEmpty() throws Exception {
        start(Limits.documented());
        StreamClient client = connect();
        client.subscribe("{\"type\":\"userFills\",\"user\":\"0x" + "AB".repeat(20) + "\"}");

        JsonNode ack = client.nextFrame("subscriptionResponse");
        assertThat(ack.path("data").path("subscription").path("user").asText())
                .isEqualTo("0x" + "ab".repeat(20));
        JsonNode snapshot = client.nextFrame();
        assertThat(snapshot.path("channel").asText()).isEqualTo("userFills");
        assertThat(snapshot.path("data").path("isSnapshot").asBoolean()).isTrue();
        assertThat(snapshot.path("data").path("fills")).isEmpty();
    }

    @Test
    void replaysTheLastThirtyTradesOldestFirstOnEachSubscribe() throws Exception {
        start(Limits.documented());
        for (int i = 1; i <= 40; i++) {
            Sample.trade(exchange, Side.B, "67000.0", "0.000" + i);
        }
        StreamClient client = connect();
        for (int round = 0; round < 2; round++) {
            client.subscribe("{\"type\":\"trades\",\"coin\":\"BTC\"}");
            List<String> sizes = new ArrayList<>();
            client.nextFrame("trades")
                    .path("data")
                    .forEach(trade -> sizes.add(trade.path("sz").asText()));
            assertThat(sizes).hasSize(30).startsWith("0.00011").endsWith("0.00040");
            client.send(
                    "{\"method\":\"unsubscribe\",\"subscription\":"
                            + "{\"type\":\"trades\",\"coin\":\"BTC\"}}");
            assertThat(client.nextFrame().path("data").path("method").asText())
                    .isEqualTo("unsubscribe");
        }
    }

    @Test
    void namesBuyerAndSellerInTradesAndFramesOneOrderAsOneArray() throws Exception {
        start(Limits.documented());
        StreamClient client = connect();
        client.subscribe("{\"type\":\"trades\",\"coin\":\"BTC\"}");
        client.nextFrame("subscriptionResponse");
        exchange.market()
                .trade(
                        new MarketOrder(
                                "BTC",
                                Side.A,
                                Sample.ALICE,
                                List.of(
                                        new Slice(
                                                Sample.usd("66999.0"),
                                                Sample.usd("1.0"),
                                                Sample.BOB),
                                        new Slice(
                                                Sample.usd("66998.0"),
                                                Sample.usd("2.0"),
                                                Sample.CAROL)),
                                false));
        JsonNode trades = client.nextFrame("trades").path("data");
        assertThat(trades).hasSize(2);
        assertThat(trades.get(0).path("users").toString())
                .isEqualTo("[\"" + Sample.BOB + "\",\"" + Sample.ALICE + "\"]");
        assertThat(trades.get(1).path("hash")).isEqualTo(trades.get(0).path("hash"));
        assertThat(trades.get(1).path("time")).isEqualTo(trades.get(0).path("time"));
        assertThat(trades.get(1).path("tid")).isNotEqualTo(trades.get(0).path("tid"));
        assertThat(exchange.record().trades()).hasSize(2).allMatch(Publication::wasSent);
    }

    @Test
    void cutsTheSocketWithoutAFrameOnAnUnknownOrWronglyCasedCoin() throws Exception {
        start(Limits.documented());
        for (String coin : List.of("NOPE", "btc", "SP500", "XYZ:SP500")) {
            StreamClient client = connect();
            client.subscribe("{\"type\":\"trades\",\"coin\":\"" + coin + "\"}");
            assertThat(client.awaitClose()).as(coin).isEqualTo(1006);
        }
        StreamClient client = connect();
        client.subscribe("{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":6}");
        assertThat(client.awaitClose()).isEqualTo(1006);
    }

    @Test
    void answersMistakesWithTheTextsOfTheExchangeAndKeepsTheSocketOpen() throws Exception {
        start(Limits.documented().withUsers(1).withSubscriptions(3));
        StreamClient client = connect();
        client.send("{oops");
        assertThat(error(client))
                .startsWith("Error parsing JSON into valid websocket request: {oops");
        client.subscribe("{\"type\":\"liquidations\"}");
        assertThat(error(client)).startsWith("Error parsing JSON into valid websocket request:");
        client.subscribe("{\"type\":\"userFills\",\"user\":\"0x12\"}");
        assertThat(error(client)).startsWith("Invalid subscription");

        client.subscribe("{\"type\":\"bbo\",\"coin\":\"BTC\"}");
        client.subscribe("{\"type\":\"bbo\",\"coin\":\"BTC\"}");
        assertThat(error(client)).startsWith("Already subscribed: {\"type\":\"bbo\"");
        client.subscribe("{\"type\":\"userFills\",\"user\":\"" + Sample.ALICE + "\"}");
        client.subscribe("{\"type\":\"userFills\",\"user\":\"" + Sample.BOB + "\"}");
        assertThat(error(client)).isEqualTo("Cannot track more than 1 total users.");
        client.subscribe("{\"type\":\"userEvents\",\"user\":\"" + Sample.ALICE + "\"}");
        client.subscribe("{\"type\":\"bbo\",\"coin\":\"ETH\"}");
        assertThat(error(client)).isEqualTo("Cannot subscribe to more than 3 channels.");
        assertThat(client.framesUntilPong()).isEmpty();
    }

    @Test
    void countsMessagesOverAllSockets() throws Exception {
        start(Limits.documented().withMessagesPerMinute(3));
        StreamClient first = connect();
        StreamClient second = connect();
        assertThat(first.framesUntilPong()).isEmpty();
        assertThat(second.framesUntilPong()).isEmpty();
        assertThat(first.framesUntilPong()).isEmpty();
        second.send("{\"method\":\"ping\"}");
        assertThat(error(second)).isEqualTo("Cannot send more than 3 messages per minute.");
    }

    @Test
    void refusesMoreConnectionsThanAllowed() throws Exception {
        start(Limits.documented().withConnections(1, 2));
        StreamClient first = connect();
        assertThat(StreamClient.tryConnect(exchange.wsUrl()).isOpen()).isFalse();
        first.closeBlocking();
        awaitNoConnection();
        connect().closeBlocking();
        awaitNoConnection();
        assertThat(StreamClient.tryConnect(exchange.wsUrl()).isOpen()).isFalse();
        assertThat(exchange.record().connectionsOpened()).isEqualTo(2);
        assertThat(exchange.record().connectionsRefused()).isEqualTo(2);
    }

    @Test
    void cutsASocketToWhichItHasSentNothingForTooLong() throws Exception {
        exchange =
                ExchangeSimulator.start(
                        Sample.settings()
                                .withLimits(
                                        Limits.documented().withSilence(Duration.ofMillis(300))));
        assertThat(connect().awaitClose()).isEqualTo(1006);
    }

    @Test
    void pushesMidsContextsAndBooksByItself() throws Exception {
        Duration often = Duration.ofMillis(50);
        exchange =
                ExchangeSimulator.start(
                        Sample.settings().withCadence(new Cadence(often, often, often)));
        StreamClient client = connect();
        client.subscribe("{\"type\":\"allMids\"}");
        client.subscribe("{\"type\":\"activeAssetCtx\",\"coin\":\"BTC\"}");
        client.subscribe("{\"type\":\"activeAssetCtx\",\"coin\":\"@107\"}");
        client.subscribe("{\"type\":\"l2Book\",\"coin\":\"MATIC\"}");
        for (int i = 0; i < 2; i++) {
            JsonNode mids = client.nextFrame("allMids").path("data").path("mids");
            assertThat(mids.has("BTC")).isTrue();
            assertThat(mids.has("xyz:SP500")).isFalse();
            JsonNode context = client.nextFrame("activeAssetCtx").path("data").path("ctx");
            assertThat(context.path("oraclePx").isTextual()).isTrue();
            assertThat(context.path("funding").isTextual()).isTrue();
            JsonNode spot = client.nextFrame("activeSpotAssetCtx").path("data").path("ctx");
            assertThat(spot.has("oraclePx")).isFalse();
            JsonNode levels = client.nextFrame("l2Book").path("data").path("levels");
            assertThat(levels.toString()).as("a delisted coin").isEqualTo("[[],[]]");
        }
    }

    @Test
    void answersInfoRequestsOverTheSocket() throws Exception {
        start(Limits.documented());
        StreamClient client = connect();
        client.send(
                "{\"method\":\"post\",\"id\":7,\"request\":{\"type\":\"info\",\"payload\":"
                        + "{\"type\":\"l2Book\",\"coin\":\"NOPE\"}}}");
        assertThat(client.nextFrame("post").path("data").toString())
                .isEqualTo(
                        "{\"id\":7,\"response\":{\"type\":\"info\","
                                + "\"payload\":{\"type\":\"l2Book\",\"data\":null}}}");
    }

    private void awaitNoConnection() {
        await().atMost(Duration.ofSeconds(10)).until(() -> exchange.connections() == 0);
    }

    private static String error(StreamClient client) throws Exception {
        return client.nextFrame("error").path("data").asText();
    }
}

package io.hyperwatch.bridge;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.PublishException;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.testing.RecordingPublisher;
import io.hyperwatch.bridge.testing.SmallExchange;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class BridgeTest {

    private static final String CHILD = "0x2e3d94f0562703b25c83308a05046ddaf9a8dd14";
    private static final String VAULT = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df304";
    private static final String MINE = "0x20bc9cd229dfd681740834d9b4f55641ce435da3";
    private static final String MIDS =
            "{\"channel\":\"allMids\",\"data\":{\"mids\":{\"BTC\":\"1.5\",\"ETH\":\"2\",\"DOGE\":\"3\"}}}";

    /** allMids, and five of each of the two coins. */
    private static final int STREAMS = 11;

    @TempDir private Path folder;

    private final RecordingPublisher publisher = new RecordingPublisher();
    private final Map<String, String> values = new HashMap<>();
    private SmallExchange exchange;
    private Bridge bridge;

    @BeforeAll
    static void allowForASlowMachine() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void openExchange() throws Exception {
        exchange = new SmallExchange();
        exchange.answerTo(
                "meta",
                """
                {"universe":[{"name":"BTC","szDecimals":5},{"name":"ETH","szDecimals":4},
                {"name":"MATIC","szDecimals":1,"isDelisted":true}]}""");
        exchange.answerTo("vaultDetails", vault(""));
        values.putAll(
                Map.of(
                        "WEBSOCKET_URL",
                        exchange.webSocketUrl().toString(),
                        "HYPERLIQUID_API_URL",
                        exchange.apiUrl().toString(),
                        "POPULAR_COINS",
                        "BTC,ETH",
                        "HYPERLIQUID_STATS_URL",
                        exchange.apiUrl() + "/none",
                        "HLP_VAULT_ADDRESS",
                        VAULT,
                        "BRIDGE_STANDBY",
                        "false",
                        "BRIDGE_CANDLE_INTERVALS",
                        "1m",
                        "BRIDGE_BOOK_SIG_FIGS",
                        "0",
                        "BRIDGE_HEALTH_PORT",
                        "0"));
    }

    @AfterEach
    void closeAll() throws Exception {
        if (bridge != null) {
            bridge.close();
        }
        exchange.close();
    }

    private void start() throws Exception {
        bridge = Bridge.start(BridgeSettings.of(values), publisher);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://localhost:" + bridge.healthPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void awaitLiveStreams(int count) {
        await().untilAsserted(
                        () ->
                                assertThat(get("/health").body().split("\":\"live\""))
                                        .hasSizeGreaterThan(count));
    }

    /**
     * @param children addresses in quotes, comma list
     */
    private static String vault(String children) {
        return """
        {"name":"HLP","vaultAddress":"%s","leader":"%s","portfolio":[["day",{"accountValueHistory":[],"pnlHistory":[]}]],
         "isClosed":false,"relationship":{"type":"parent","data":{"childAddresses":[%s]}}}"""
                .formatted(VAULT, MINE, children);
    }

    private static String candle(String coin) {
        return "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"candle\",\"coin\":\"%s\",\"interval\":\"1m\"}}"
                .formatted(coin);
    }

    private static String subscribe(String type, String name, String value) {
        return "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"%s\",\"%s\":\"%s\"}}"
                .formatted(type, name, value);
    }

    @Test
    void framesOfTheSocketReachTheirTopics() throws Exception {
        start();
        awaitLiveStreams(STREAMS);
        assertThat(exchange.received())
                .containsExactly(
                        "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"allMids\"}}",
                        subscribe("trades", "coin", "BTC"),
                        subscribe("trades", "coin", "ETH"),
                        subscribe("activeAssetCtx", "coin", "BTC"),
                        subscribe("activeAssetCtx", "coin", "ETH"),
                        subscribe("bbo", "coin", "BTC"),
                        subscribe("bbo", "coin", "ETH"),
                        candle("BTC"),
                        candle("ETH"),
                        subscribe("l2Book", "coin", "BTC"),
                        subscribe("l2Book", "coin", "ETH"));

        exchange.send(MIDS);
        exchange.send("nonsense");

        await().until(() -> publisher.events(Topic.DEAD_LETTERS).size() == 1);
        assertThat(publisher.events(Topic.PRICES))
                .extracting(Envelope::key)
                .containsExactly("BTC", "ETH");
    }

    @Test
    void accountsHaveASocketOfTheirOwn() throws Exception {
        values.put("MONITORED_ADDRESSES", MINE);
        exchange.answerTo("vaultDetails", vault("\"" + CHILD + "\""));
        start();

        awaitLiveStreams(STREAMS + 9);
        assertThat(exchange.connections()).isEqualTo(2);
        assertThat(exchange.received())
                .contains(
                        subscribe("userFills", "user", CHILD),
                        subscribe("userFills", "user", MINE),
                        subscribe("orderUpdates", "user", MINE));
        exchange.send(
                "{\"channel\":\"userFills\",\"data\":{\"isSnapshot\":true,\"user\":\"%s\",\"fills\":[]}}"
                        .formatted(CHILD));
        await().until(() -> !publisher.events(Topic.FILLS).isEmpty());
        assertThat(publisher.events(Topic.FILLS).get(0).header(HeaderNames.KIND))
                .contains(HeaderNames.SNAPSHOT_END);
    }

    @Test
    void healthAndMetricsTellHowItGoes() throws Exception {
        start();
        awaitLiveStreams(STREAMS);
        exchange.send("nonsense");
        await().until(() -> publisher.events(Topic.DEAD_LETTERS).size() == 1);

        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).contains("\"status\":\"live\"", "\"connection\":1");
        await().untilAsserted(
                        () ->
                                assertThat(get("/metrics").body())
                                        .contains(
                                                "hyperwatch_bridge_dead_letters_total{reason=\"not_json\"} 1.0",
                                                "hyperwatch_bridge_records_total{topic=\"hl.dead-letter.v1\"} 1.0",
                                                "hyperwatch_bridge_connects_total 1.0",
                                                "hyperwatch_bridge_rest_requests_total{outcome=\"200\",type=\"meta\"}"));
        assertThat(get("/nothing").statusCode()).isEqualTo(404);

        publisher.setHealthy(false);
        // Looked at once a second.
        await().untilAsserted(() -> assertThat(get("/health").statusCode()).isEqualTo(503));
    }

    @Test
    void ticksReachEveryPartition() throws Exception {
        start();

        await().until(() -> publisher.all().stream().filter(Envelope::isTick).count() >= 56);
        assertThat(publisher.all().stream().filter(Envelope::isTick).limit(28))
                .extracting(e -> e.topic().topicName() + "/" + e.partition())
                .containsExactly(
                        "hl.trades.v1/0",
                        "hl.trades.v1/1",
                        "hl.trades.v1/2",
                        "hl.trades.v1/3",
                        "hl.prices.v1/0",
                        "hl.prices.v1/1",
                        "hl.prices.v1/2",
                        "hl.prices.v1/3",
                        "hl.books.v1/0",
                        "hl.books.v1/1",
                        "hl.books.v1/2",
                        "hl.books.v1/3",
                        "hl.candles.v1/0",
                        "hl.fills.v1/0",
                        "hl.ledger.v1/0",
                        "hl.user-fundings.v1/0",
                        "hl.account-states.v1/0",
                        "hl.orders.v1/0",
                        "hl.funding-rates.v1/0",
                        "hl.leaderboard.v1/0",
                        "hl.vaults.v1/0",
                        "hl.coverage.v1/0",
                        "hyperwatch.position-events.v1/0",
                        "hyperwatch.position-events.v1/1",
                        "hyperwatch.position-events.v1/2",
                        "hyperwatch.position-events.v1/3",
                        "hyperwatch.signals.v1/0",
                        "hl.dead-letter.v1/0");
    }

    @Test
    void closingPublishesWhatWasReceivedAndTheRecordingHoldsAllOfIt() throws Exception {
        Path recording = folder.resolve("frames.jsonl");
        values.put("BRIDGE_RECORD", recording.toString());
        start();
        awaitLiveStreams(STREAMS);
        exchange.send(MIDS);
        await().until(() -> publisher.events(Topic.PRICES).size() == 2);

        bridge.close();

        assertThat(bridge.undelivered()).isZero();
        assertThat(publisher.isClosed()).isTrue();
        List<String> lines = Files.readAllLines(recording);
        assertThat(lines)
                .filteredOn(l -> l.contains("\"request\":{\"type\":\"meta\"},\"response\":{\"univ"))
                .isNotEmpty();
        assertThat(lines)
                .filteredOn(
                        l ->
                                l.endsWith(
                                        "\"connection\":1,\"frame\":\"Websocket connection established.\"}"))
                .hasSize(1);
        assertThat(lines).filteredOn(l -> l.endsWith("\"frame\":" + MIDS + "}")).hasSize(1);
        assertThat(lines).filteredOn(l -> l.contains("subscriptionResponse")).hasSize(STREAMS);
    }

    @Test
    void aCoinThatDoesNotExistStopsTheStart() {
        values.put("POPULAR_COINS", "btc,ETH,NOPE");

        assertThatThrownBy(this::start)
                .isInstanceOfSatisfying(
                        StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessage(
                        "POPULAR_COINS (--coins): the exchange lists no coin btc; did you mean BTC?"
                                + "; the exchange lists no coin NOPE");
        assertThat(publisher.isClosed()).isTrue();
        assertThat(exchange.connections()).isZero();
    }

    @Test
    void allCoinsAreTheOnesThatStillTrade() throws Exception {
        values.put("POPULAR_COINS", "all");
        start();

        awaitLiveStreams(STREAMS);
        assertThat(exchange.received()).noneMatch(f -> f.contains("MATIC"));
    }

    @Test
    void spotAndHipThreeCoinsAreCheckedWhereTheyAreListed() throws Exception {
        values.put("POPULAR_COINS", "PURR/USDC,xyz:SP500");
        exchange.answerTo(
                "spotMeta", "{\"universe\":[{\"name\":\"PURR/USDC\",\"index\":0}],\"tokens\":[]}");
        exchange.answerTo("perpDexs", "[null,{\"name\":\"xyz\"}]");
        exchange.answerTo("meta", "{\"universe\":[{\"name\":\"xyz:SP500\"}]}");
        start();

        awaitLiveStreams(STREAMS + 1);
        assertThat(exchange.received())
                .contains(
                        subscribe("allMids", "dex", "xyz"),
                        subscribe("bbo", "coin", "PURR/USDC"),
                        subscribe("trades", "coin", "xyz:SP500"));
        assertThat(exchange.asked()).doesNotContain("{\"type\":\"meta\"}");
    }

    @Test
    void aPortInUseIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            values.put("BRIDGE_HEALTH_PORT", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(this::start)
                    .isInstanceOfSatisfying(
                            StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                    .hasMessageStartingWith("BRIDGE_HEALTH_PORT (--health-port): port ");
        }
    }

    @Test
    void aRecordThatCannotBeDeliveredEndsTheBridge() throws Exception {
        start();
        publisher.failWith(new PublishException("Kafka refused a record", null));

        assertThat(bridge.await(Duration.ofSeconds(60))).hasMessage("Kafka refused a record");
        assertThat(get("/health").statusCode()).isEqualTo(503);
    }
}

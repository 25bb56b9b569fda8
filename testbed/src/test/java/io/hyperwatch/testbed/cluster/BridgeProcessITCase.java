package io.hyperwatch.testbed.cluster;

import io.hyperwatch.bridge.publish.LogTail;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.events.Side;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.exchange.SimulatorSettings;
import io.hyperwatch.testbed.servers.FreePort;
import io.hyperwatch.testbed.servers.JavaProcess;
import io.hyperwatch.testbed.servers.KafkaServer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The bridge as a process of its own, over real sockets into a real Kafka, while 100 things a
 * second happen on the exchange and something dies.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BridgeProcessITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TAKER = "0x" + "c".repeat(40);

    /** The fills of this one are streamed; it takes one trade in four. */
    private static final List<String> WATCHED = List.of(HlpVault.STRATEGY_A);

    private static final String[] COINS = {"BTC", "ETH"};
    private static final long[] PRICES = {67_000, 3_400};

    /** Six streams of each coin, its trades a second time, mids, two streams of each HLP child. */
    private static final int SUBSCRIPTIONS = 7 * COINS.length + 1 + 2 * 7;

    private static final int CONNECTIONS = 3;

    private Path directory;

    private final int kafkaPort = FreePort.find();
    private final int controllerPort = FreePort.find();
    private final int healthPort = FreePort.find();
    private final String bootstrapServers = "127.0.0.1:" + kafkaPort;
    private final AtomicInteger happened = new AtomicInteger();
    private ExchangeSimulator exchange;
    private JavaProcess kafka;
    private ChildProcess bridge;
    private ScheduledExecutorService load;
    private long fromMs;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        directory = folder;
        exchange = ExchangeSimulator.start(SimulatorSettings.defaults(InstantSource.system()));
        kafka = startKafka();
        bridge =
                ChildProcess.start(
                        new ChildProcess.Command(
                                "bridge",
                                List.of("-Xmx768m", "-XX:+UseSerialGC"),
                                Installation.find().bridgeClasspath(),
                                "io.hyperwatch.bridge.BridgeMain",
                                List.of(
                                        "--kafka", bootstrapServers,
                                        "--ws-url", exchange.wsUrl(),
                                        "--api-url", exchange.apiUrl(),
                                        "--stats-url", exchange.statsUrl(),
                                        "--coins", String.join(",", COINS),
                                        "--health-port", Integer.toString(healthPort)),
                                Map.of(),
                                directory.resolve("bridge.log")),
                        () -> {});
        awaitStreams();
        // What happens from now on is streamed.
        fromMs = System.currentTimeMillis();
    }

    private JavaProcess startKafka() throws IOException {
        JavaProcess started =
                JavaProcess.start(
                        KafkaServer.class,
                        "--dir",
                        directory.resolve("kafka").toString(),
                        "--port",
                        Integer.toString(kafkaPort),
                        "--controller-port",
                        Integer.toString(controllerPort));
        started.awaitLine("kafka=");
        return started;
    }

    @AfterAll
    void stop() throws Exception {
        if (bridge != null) {
            bridge.close();
        }
        kafka.close();
        exchange.close();
    }

    @BeforeEach
    void startLoad() {
        load = Executors.newSingleThreadScheduledExecutor();
        load.scheduleAtFixedRate(this::happen, 0, 10, TimeUnit.MILLISECONDS);
        awaitEvents(100);
    }

    @AfterEach
    void stopLoad() throws InterruptedException {
        load.shutdown();
        assertThat(load.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void happen() {
        int i = happened.getAndIncrement();
        String coin = COINS[i % 2];
        BigDecimal price = BigDecimal.valueOf(PRICES[i % 2] + i % 97);
        if (i % 4 < 2) {
            exchange.market()
                    .quote(coin, price, BigDecimal.TEN, price.add(BigDecimal.ONE), BigDecimal.ONE);
        } else {
            String maker = i % 8 < 4 ? HlpVault.STRATEGY_A : "0x" + "d".repeat(40);
            BigDecimal size = new BigDecimal("0.1");
            exchange.market().trade(coin, i % 3 == 0 ? Side.B : Side.A, price, size, TAKER, maker);
        }
    }

    private void awaitEvents(int more) {
        int until = happened.get() + more;
        await().atMost(PATIENCE).until(() -> happened.get() >= until);
    }

    @Test
    @Order(1)
    void aCutSocketCostsNoTrade() throws Exception {
        List<Integer> sockets = exchange.faults().sessions();
        assertThat(sockets).hasSize(CONNECTIONS);
        for (int socket : sockets) {
            exchange.faults().drop(socket);
            awaitStreams();
            awaitEvents(200);
        }

        BridgeLog log = settledLog();
        assertThat(exchange.faults().sessions()).doesNotContainAnyElementsOf(sockets);
        assertThat(log.missing(exchange.record(), WATCHED, fromMs))
                .noneMatch(name -> name.startsWith("trade ") || name.startsWith("fill "));
        assertThat(log.gaps("trades:")).isEmpty();
        assertThat(log.lostUnnoticed(exchange.record(), WATCHED, fromMs)).isEmpty();
        assertThat(log.repeated()).isEmpty();
    }

    @Test
    @Order(2)
    void aKafkaThatIsAwayFor20SecondsCostsNothing() throws Exception {
        long sinceMs = System.currentTimeMillis();
        int opened = exchange.record().connectionsOpened();
        int gaps = BridgeLog.read(bootstrapServers).gaps("").size();

        kafka.kill();
        awaitEvents(2_000);
        assertThat(health().path("kafka_queue").path("pending").asInt()).isGreaterThan(2_000);
        kafka = startKafka();

        BridgeLog log = settledLog();
        assertThat(log.missing(exchange.record(), WATCHED, sinceMs)).isEmpty();
        assertThat(log.repeated()).isEmpty();
        assertThat(log.gaps("")).hasSize(gaps);
        assertThat(exchange.record().connectionsOpened()).isEqualTo(opened);
        assertThat(bridge.restarts()).isZero();
    }

    @Test
    @Order(3)
    void aKilledBridgeLosesNothingUnnoticed() throws Exception {
        long sinceMs = System.currentTimeMillis();

        bridge.kill();
        await().atMost(PATIENCE).until(() -> exchange.connections() == 0);
        awaitEvents(500);
        awaitStreams();
        awaitEvents(300);

        BridgeLog log = settledLog();
        assertThat(bridge.restarts()).isEqualTo(1);
        assertThat(log.missing(exchange.record(), WATCHED, sinceMs)).isNotEmpty();
        assertThat(log.lostUnnoticed(exchange.record(), WATCHED, fromMs)).isEmpty();
    }

    @Test
    @Order(4)
    void noLimitOfTheExchangeWasEverBroken() {
        assertThat(exchange.violations().list()).isEmpty();
    }

    private void awaitStreams() {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                exchange.connections() == CONNECTIONS
                                        && exchange.subscriptions() == SUBSCRIPTIONS);
    }

    /** The log once nothing happens any more and nothing is under way or open. */
    private BridgeLog settledLog() throws InterruptedException {
        stopLoad();
        long stoppedMs = System.currentTimeMillis();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            JsonNode health = health();
                            return health.path("status").asText().equals("live")
                                    && health.path("open_gaps").isEmpty()
                                    && health.path("kafka_queue").path("pending").asInt() < 100
                                    && lastTickMs() > stoppedMs + 2_000;
                        });
        return BridgeLog.read(bootstrapServers);
    }

    /** Its status is 503 while something is wrong, its body the same page. */
    private JsonNode health() throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + healthPort + "/health");
        return JSON.readTree(
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                        .body());
    }

    /** Up to this time Kafka holds everything that the bridge has received. */
    private long lastTickMs() {
        return LogTail.lastTicks(bootstrapServers, Ticks.TOPICS, System::nanoTime)
                .overall()
                .orElse(0);
    }
}

package io.hyperwatch.testbed.cluster;

import io.hyperwatch.events.Side;
import io.hyperwatch.testbed.Captures;
import io.hyperwatch.testbed.exchange.CapturePlayer;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.SimulatorSettings;
import io.hyperwatch.testbed.servers.FreePort;
import io.hyperwatch.testbed.servers.WebhookReceiver;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The system as a user runs it, every part a process of its own: from the exchange's frames to rows
 * and webhooks, through a killed task manager, a killed bridge and a restart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FullStackITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int HLP_CHILDREN = 7;

    private WebhookReceiver receiver;
    private ExchangeSimulator exchange;
    private Doings doings;
    private LocalStack stack;
    private LocalStack.Settings settings;
    private Optional<CapturePlayer> capture;

    /**
     * Six streams of each coin, its trades a second time, the mids of each dex, two streams of each
     * HLP child.
     */
    private int subscriptions;

    @BeforeAll
    void start(@TempDir Path dataDir) {
        receiver = WebhookReceiver.start();
        capture = Captures.file("ws/live_bbo_90s.jsonl").map(FullStackITCase::load);
        Map<String, Instrument> listed = new LinkedHashMap<>();
        capture.map(CapturePlayer::instruments)
                .orElse(List.of())
                .forEach(it -> listed.put(it.coin(), it));
        SimulatorSettings.defaultInstruments().forEach(it -> listed.put(it.coin(), it));
        exchange =
                ExchangeSimulator.start(
                        SimulatorSettings.defaults(InstantSource.system())
                                .withInstruments(List.copyOf(listed.values())));
        doings = new Doings(exchange);
        Set<String> coins = new TreeSet<>(Set.of("BTC", "ETH", "HYPE"));
        capture.map(CapturePlayer::instruments)
                .orElse(List.of())
                .forEach(it -> coins.add(it.coin()));
        long dexes =
                1
                        + coins.stream()
                                .filter(coin -> coin.contains(":"))
                                .map(FullStackITCase::dex)
                                .distinct()
                                .count();
        subscriptions = 7 * coins.size() + (int) dexes + 2 * HLP_CHILDREN;
        settings =
                new LocalStack.Settings(
                        dataDir,
                        FreePort.find(),
                        FreePort.find(),
                        FreePort.find(),
                        FreePort.find(),
                        List.of(
                                "--ws-url", exchange.wsUrl(),
                                "--api-url", exchange.apiUrl(),
                                "--stats-url", exchange.statsUrl(),
                                "--coins", String.join(",", coins)),
                        Map.of(
                                "ALERT_WEBHOOK_URLS", receiver.url(),
                                "ALERT_WEBHOOK_SECRET", receiver.secret(),
                                "ALERT_WEBHOOK_ALLOW_PRIVATE", "true"),
                        List.of("--trade-min-value-usd", "0"),
                        2);
        stack = LocalStack.start(Installation.find(), settings, step -> {});
        // Trades before the subscriptions stand would only be replayed: begin when they do.
        await().atMost(PATIENCE).until(() -> exchange.subscriptions() >= subscriptions);
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
        exchange.close();
        receiver.close();
    }

    @Test
    @Order(1)
    void aBreachOfTheOraclePriceIsARowAnIncidentAndASignedWebhook() throws SQLException {
        doings.quote("HYPE", "38.60"); // oracle 38: 1.58 % off, volume above 10M

        await().atMost(PATIENCE).until(() -> !receiver.received().isEmpty());

        WebhookReceiver.Received post = receiver.received().get(0);
        assertThat(post.body())
                .contains("\"type\":\"hyperwatch.alert.open\"")
                .contains("\"rule\":\"oracle-deviation\"")
                .contains("\"subject\":\"coin:HYPE\"")
                .contains("\"severity\":\"critical\"");
        assertThat(query("SELECT alert_id FROM hyperwatch.alerts WHERE rule = 'oracle-deviation'"))
                .containsExactly(post.id());
        await().atMost(PATIENCE)
                .until(
                        () ->
                                query(
                                                "SELECT state || ' ' || severity FROM hyperwatch.incidents WHERE"
                                                        + " subject = 'coin:HYPE'")
                                        .equals(List.of("open critical")));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                query(
                                                "SELECT status || ' ' || last_status_code FROM"
                                                        + " hyperwatch.alert_deliveries WHERE alert_id = '"
                                                        + post.id()
                                                        + "'")
                                        .equals(List.of("sent 204")));
        assertThat(receiver.refused()).isZero();
    }

    @Test
    @Order(2)
    void liquidationsOfSeveralAccountsAreRowsAndOneFlashLoanAlert() throws SQLException {
        doings.liquidate(account("1"), "ETH", "3400", "90");
        doings.liquidate(account("2"), "BTC", "67000", "4");

        await().atMost(PATIENCE)
                .until(
                        () ->
                                query(
                                                "SELECT severity FROM hyperwatch.alerts WHERE rule = 'flash-loan'")
                                        .equals(List.of("critical")));
        await().atMost(PATIENCE)
                .until(() -> query("SELECT 1 FROM hyperwatch.liquidations").size() == 2);
        assertThat(
                        query(
                                "SELECT coin || ' ' || position_side || ' ' || value_usd::float8 || ' ' ||"
                                        + " counterparty FROM hyperwatch.liquidations ORDER BY coin"))
                .containsExactly(
                        "BTC long 268000 " + HlpVault.STRATEGY_A,
                        "ETH long 306000 " + HlpVault.STRATEGY_A);
    }

    @Test
    @Order(3)
    void malformedFramesAreDeadLettersAndTheStreamGoesOn() throws SQLException {
        exchange.faults()
                .sendRaw("{\"channel\":\"trades\",\"data\":[{\"coin\":\"BTC\",\"px\":\"NaN\"}]}");
        exchange.faults().sendRaw("{\"channel\":\"trades\",\"data\":");
        exchange.faults()
                .sendRaw(
                        "{\"channel\":\"bbo\",\"data\":{\"coin\":\"NOPE\",\"time\":1,\"bbo\":[null,null]}}");
        exchange.market()
                .trade(
                        "BTC",
                        Side.B,
                        new BigDecimal("67000"),
                        new BigDecimal("0.5"),
                        Doings.TAKER,
                        Doings.MAKER);

        await().atMost(PATIENCE)
                .until(() -> query("SELECT 1 FROM hyperwatch.dead_letters").size() >= 3);
        assertThat(query("SELECT reason FROM hyperwatch.dead_letters"))
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
        awaitTrades();
    }

    @Test
    @Order(4)
    void framesCapturedFromTheRealExchangeBecomeTheSameCandles() throws SQLException {
        assumeTrue(capture.isPresent(), "no captured frames here");

        capture.get().playAtOnce(exchange);

        awaitTrades();
        assertThat(candles()).isEqualTo(NaiveCandles.of(doings.published()));
    }

    @Test
    @Order(5)
    void aKilledTaskManagerCostsNothing() throws SQLException {
        long pid = stack.flink().taskManager().pid();
        doings.trade(40);
        stack.flink().taskManager().kill();
        doings.trade(40);
        await().atMost(PATIENCE).until(() -> stack.flink().taskManager().pid() != pid);
        doings.trade(40);

        awaitTrades();
        assertThat(candles()).isEqualTo(NaiveCandles.of(doings.published()));
    }

    @Test
    @Order(6)
    void aKilledJobManagerAndKafkaCostNothing() throws SQLException {
        doings.trade(20);
        stack.flink().jobManager().kill();
        stack.kafka().kill();
        doings.trade(20);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                stack.flink().jobManager().restarts() == 1
                                        && stack.kafka().restarts() == 1);
        doings.trade(20);

        awaitTrades();
        assertThat(candles()).isEqualTo(NaiveCandles.of(doings.published()));
    }

    @Test
    @Order(7)
    void aKilledBridgeMissesNothingThatTheExchangeStillReplays() throws SQLException {
        stack.bridge().kill();
        await().atMost(PATIENCE).until(() -> exchange.subscriptions() == 0);
        doings.trade(10);
        await().atMost(PATIENCE).until(() -> exchange.subscriptions() >= subscriptions);
        doings.trade(10);

        awaitTrades();
        assertThat(candles()).isEqualTo(NaiveCandles.of(doings.published()));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                query(
                                                "SELECT DISTINCT closed_by FROM hyperwatch.coverage_gaps WHERE"
                                                        + " stream LIKE 'trades:%' AND gap_end IS NOT NULL")
                                        .equals(List.of("replay")));
        assertThat(
                        query(
                                "SELECT DISTINCT complete::text FROM hyperwatch.candles WHERE coin = 'ETH' AND open_time > (SELECT min(open_time) FROM hyperwatch.candles WHERE coin = 'ETH')"))
                .doesNotContain("false");
    }

    @Test
    @Order(8)
    void whatTheExchangeSaysBesidesItsStreamsIsInTheTables() throws SQLException {
        for (String filled :
                List.of(
                        "FROM hyperwatch.instruments WHERE coin = 'BTC' AND kind = 'perp' AND sz_decimals = 5",
                        "FROM hyperwatch.instruments WHERE coin = 'MATIC' AND is_delisted",
                        "FROM hyperwatch.vault_snapshots WHERE vault = '"
                                + hlp()
                                + "' AND account_value > 0",
                        "FROM hyperwatch.user_balances WHERE token = 'USDC' AND total > 0",
                        "FROM hyperwatch.funding_rates WHERE coin = 'HYPE' AND rate IS NOT NULL")) {
            await(filled).atMost(PATIENCE).until(() -> !query("SELECT 1 " + filled).isEmpty());
        }
    }

    private static String hlp() {
        return HlpVault.mainnet().parent();
    }

    @Test
    @Order(9)
    void rulesChangeWhileTheJobsRun() throws Exception {
        RuleDesk rules = new RuleDesk(stack, "large-liquidation");
        long runningSinceMs = rules.judgedSinceMs();
        rules.write(2, "{\"threshold_usd\":\"250000\"}", System.currentTimeMillis() + 20_000);
        doings.liquidate(account("3"), "BTC", "67000", "4"); // 268,000 USD, before its time
        rules.write(3, "{\"threshold_usd\":\"-5\"}", System.currentTimeMillis());
        rules.command("set", "--state", "shadow", "--coin", "ETH");
        rules.command("pause", "--coin", "HYPE");
        await().atMost(PATIENCE).until(rules::allAreInForce);

        doings.liquidate(account("4"), "BTC", "67000", "4");
        doings.liquidate(account("5"), "ETH", "3400", "90");
        doings.liquidate(account("6"), "HYPE", "38", "8000");

        await().atMost(PATIENCE)
                .until(
                        () ->
                                query(rules.outcomes())
                                        .equals(
                                                List.of(
                                                        "BTC v2 250000 sent",
                                                        "ETH v4 250000 shadow suppressed rule"
                                                                + " large-liquidation is in"
                                                                + " shadow")));
        assertThat(query(rules.versions())).containsExactly("1", "2", "4", "5");
        assertThat(query("SELECT reason FROM hyperwatch.dead_letters"))
                .contains("large-liquidation: threshold_usd must be a decimal above 0");
        assertThat(rules.judgedSinceMs()).isEqualTo(runningSinceMs);

        rules.command("resume", "--coin", "HYPE");
        stack.flink().taskManager().kill();
        await().atMost(PATIENCE).until(rules::allAreInForce);
        doings.liquidate(account("7"), "HYPE", "38", "8000");

        // What was paused would stand before it: both are of one coin.
        await().atMost(PATIENCE)
                .until(() -> query(rules.outcomes()).contains("HYPE v6 250000 sent"));
        assertThat(query(rules.outcomes())).hasSize(3);
    }

    @Test
    @Order(10)
    void anAlertIsNeitherRepeatedNorForgottenByARestart() throws Exception {
        List<String> alertsBefore = query("SELECT alert_id FROM hyperwatch.alerts ORDER BY 1");
        stack.close();
        List<String> deliveredBefore = deliveredIds();

        stack = LocalStack.start(Installation.find(), settings, step -> {});
        await().atMost(PATIENCE).until(() -> exchange.subscriptions() >= subscriptions);
        doings.trade(20);
        awaitTrades();

        assertThat(query("SELECT alert_id FROM hyperwatch.alerts ORDER BY 1"))
                .containsAll(alertsBefore);
        List<String> delivered = deliveredIds();
        assertThat(delivered.subList(deliveredBefore.size(), delivered.size()))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(deliveredBefore);
        assertThat(candles()).isEqualTo(NaiveCandles.of(doings.published()));
    }

    /** In their order; what was posted shortly before a kill may stand here twice. */
    private List<String> deliveredIds() {
        return receiver.received().stream().map(WebhookReceiver.Received::id).toList();
    }

    private static String account(String digit) {
        return "0x" + digit.repeat(40);
    }

    private void awaitTrades() {
        int published = doings.published().size();
        await().atMost(PATIENCE)
                .until(
                        () ->
                                query(
                                                "SELECT count(*) FROM hyperwatch.trades UNION ALL SELECT"
                                                        + " sum(trade_count)::bigint FROM hyperwatch.candles")
                                        .equals(
                                                List.of(
                                                        Integer.toString(published),
                                                        Integer.toString(published))));
    }

    private static String dex(String coin) {
        return coin.substring(0, coin.indexOf(':'));
    }

    private static CapturePlayer load(Path file) {
        try {
            return CapturePlayer.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> candles() throws SQLException {
        return new Tables(stack.postgresUrl()).candles();
    }

    private List<String> query(String sql) throws SQLException {
        return new Tables(stack.postgresUrl()).query(sql);
    }
}

package io.hyperwatch.bridge.settings;

import io.hyperwatch.bridge.connect.ExchangeLimits;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BridgeSettingsTest {

    private static final String ADDRESS = "0x20BC9cd229dfd681740834d9b4f55641ce435da3";

    @Test
    void everythingHasADefault() {
        assertThat(BridgeSettings.of(Map.of()))
                .isEqualTo(
                        new BridgeSettings(
                                true,
                                URI.create("wss://api.hyperliquid.xyz/ws"),
                                true,
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(5),
                                URI.create("https://api.hyperliquid.xyz/info"),
                                URI.create(
                                        "https://stats-data.hyperliquid.xyz/Mainnet/leaderboard"),
                                "localhost:29092",
                                new CoinSelection(
                                        false,
                                        List.of("BTC", "ETH", "SOL", "AVAX", "ARB", "OP", "HYPE")),
                                List.of(),
                                "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303",
                                true,
                                List.of("1m"),
                                4,
                                50,
                                500,
                                List.of(),
                                null,
                                Path.of("data/bridge"),
                                "INFO",
                                "text",
                                8090,
                                null,
                                null,
                                Duration.ofMillis(200),
                                Duration.ofMillis(1000),
                                10_000,
                                256L * 1024 * 1024,
                                ExchangeLimits.PUBLISHED,
                                1_200));
    }

    @Test
    void everyKeyCanBeSet() {
        Map<String, String> values =
                Map.ofEntries(
                        Map.entry("WEBSOCKET_URL", "ws://localhost:1234/ws"),
                        Map.entry("WEBSOCKET_ENABLED", "false"),
                        Map.entry("WEBSOCKET_AUTO_RECONNECT", "no"),
                        Map.entry("HYPERLIQUID_API_URL", "http://localhost:1/info"),
                        Map.entry("HYPERLIQUID_STATS_URL", "http://localhost:2/leaderboard"),
                        Map.entry("HLP_VAULT_ADDRESS", ADDRESS),
                        Map.entry("MONITORED_ADDRESSES", ADDRESS + ", " + ADDRESS.toLowerCase()),
                        Map.entry("POPULAR_COINS", "BTC, @107,PURR/USDC,xyz:SP500"),
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2"),
                        Map.entry("LOG_LEVEL", "warning"),
                        Map.entry("BRIDGE_HEALTH_PORT", "0"),
                        Map.entry("BRIDGE_LOG_FORMAT", "JSON"),
                        Map.entry("BRIDGE_DURATION", "30"),
                        Map.entry("BRIDGE_RECORD", "frames.jsonl"),
                        Map.entry("BRIDGE_PING_INTERVAL", "5"),
                        Map.entry("BRIDGE_NODE_FILLS", "fills"),
                        Map.entry("BRIDGE_STATE_DIR", "state"),
                        Map.entry("BRIDGE_STANDBY", "false"),
                        Map.entry("BRIDGE_CANDLE_INTERVALS", "1m,1h"),
                        Map.entry("BRIDGE_BOOK_SIG_FIGS", "0"),
                        Map.entry("BATCH_SIZE", "20"),
                        Map.entry("MAX_TRACKED_TRADERS", "300"),
                        Map.entry("REFERENCE_PRICE_VENUES", "Binance,OKX"),
                        Map.entry("BRIDGE_STALL_TIMEOUT", "9"),
                        Map.entry("BRIDGE_SPOOL_MB", "64"),
                        Map.entry("BRIDGE_MAX_CONNECTIONS", "5"),
                        Map.entry("BRIDGE_MAX_CONNECTS", "20"),
                        Map.entry("BRIDGE_MAX_SUBSCRIPTIONS", "800"),
                        Map.entry("BRIDGE_MAX_MESSAGES", "1000"),
                        Map.entry("BRIDGE_MAX_WEIGHT", "600"),
                        Map.entry("BRIDGE_TICK_INTERVAL", "100"),
                        Map.entry("BRIDGE_TICK_SAFETY", "500"),
                        Map.entry("BRIDGE_QUEUE_CAPACITY", "7"),
                        Map.entry("BRIDGE_MAX_USERS", "14"));
        assertThat(values).hasSameSizeAs(SettingKey.values());

        assertThat(BridgeSettings.of(values))
                .isEqualTo(
                        new BridgeSettings(
                                false,
                                URI.create("ws://localhost:1234/ws"),
                                false,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(9),
                                URI.create("http://localhost:1/info"),
                                URI.create("http://localhost:2/leaderboard"),
                                "a:1,b:2",
                                new CoinSelection(
                                        false, List.of("BTC", "@107", "PURR/USDC", "xyz:SP500")),
                                List.of(ADDRESS.toLowerCase()),
                                ADDRESS.toLowerCase(),
                                false,
                                List.of("1m", "1h"),
                                null,
                                20,
                                300,
                                List.of("binance", "okx"),
                                Path.of("fills"),
                                Path.of("state"),
                                "WARN",
                                "json",
                                0,
                                Duration.ofSeconds(30),
                                Path.of("frames.jsonl"),
                                Duration.ofMillis(100),
                                Duration.ofMillis(500),
                                7,
                                64L * 1024 * 1024,
                                new ExchangeLimits(5, 800, 14, 1_000, 20),
                                600));
    }

    @Test
    void everyProblemIsReportedAtOnceByVariableAndOption() {
        assertThatThrownBy(
                        () ->
                                BridgeSettings.of(
                                        Map.of(
                                                "WEBSOCKET_URL", "https://api.hyperliquid.xyz/ws",
                                                "WEBSOCKET_ENABLED", "perhaps",
                                                "MONITORED_ADDRESSES", "0x12",
                                                "POPULAR_COINS", "all,BTC",
                                                "BRIDGE_HEALTH_PORT", "70000",
                                                "BRIDGE_DURATION", "soon",
                                                "KAFKA_BOOTSTRAP_SERVERS", "localhost")))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "WEBSOCKET_ENABLED: true or false expected, got perhaps"
                                + "; WEBSOCKET_URL (--ws-url): a URL ws:// or wss:// with a host expected"
                                + "; KAFKA_BOOTSTRAP_SERVERS (--kafka): host:port expected, got localhost"
                                + "; POPULAR_COINS (--coins): either all or a list of coins"
                                + "; MONITORED_ADDRESSES (--addresses): 0x and 40 hex digits expected, got 0x12"
                                + "; BRIDGE_HEALTH_PORT (--health-port): a number from 0 to 65535 expected, got 70000"
                                + "; BRIDGE_DURATION (--duration): a whole number expected, got soon");
    }

    @Test
    void theApiUrlMayBeTheBaseOrTheInfoAddress() {
        for (String url :
                List.of(
                        "https://x.org",
                        "https://x.org/",
                        "https://x.org/info",
                        "https://x.org/info/")) {
            assertThat(BridgeSettings.of(Map.of("HYPERLIQUID_API_URL", url)).infoUrl())
                    .isEqualTo(URI.create("https://x.org/info"));
        }
    }

    @Test
    void aUrlWithCredentialsIsRefusedWithoutRepeatingThem() {
        assertThatThrownBy(
                        () ->
                                BridgeSettings.of(
                                        Map.of("HYPERLIQUID_API_URL", "https://u:secret@x.org")))
                .hasMessageContaining("HYPERLIQUID_API_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void listsOfThePythonSystemsAreRead() {
        CoinSelection coins =
                BridgeSettings.of(Map.of("POPULAR_COINS", "[\"BTC\", 'ETH',BTC]")).coins();

        assertThat(coins).isEqualTo(new CoinSelection(false, List.of("BTC", "ETH")));
    }

    @Test
    void allMeansAllPerpetuals() {
        assertThat(BridgeSettings.of(Map.of("POPULAR_COINS", "ALL")).coins())
                .isEqualTo(new CoinSelection(true, List.of()));
    }

    @Test
    void theLeaderboardIsNamedByItsHostOrByItsWholeAddress() {
        for (String url : List.of("http://h:1", "http://h:1/", "http://h:1/Mainnet/leaderboard")) {
            assertThat(BridgeSettings.of(Map.of("HYPERLIQUID_STATS_URL", url)).statsUrl())
                    .hasToString("http://h:1/Mainnet/leaderboard");
        }
    }
}

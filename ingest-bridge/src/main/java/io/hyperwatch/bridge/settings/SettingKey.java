package io.hyperwatch.bridge;

import io.hyperwatch.bridge.rest.HlpAccounts;

/** Every setting of the bridge: its environment variable, its option and its default. */
public enum SettingKey {
    WEBSOCKET_URL("--ws-url", "wss://api.hyperliquid.xyz/ws"),
    WEBSOCKET_ENABLED(null, "true"),
    WEBSOCKET_AUTO_RECONNECT(null, "true"),
    HYPERLIQUID_API_URL("--api-url", "https://api.hyperliquid.xyz"),
    HYPERLIQUID_STATS_URL("--stats-url", "https://stats-data.hyperliquid.xyz/Mainnet/leaderboard"),
    HLP_VAULT_ADDRESS("--hlp-vault", HlpAccounts.MAINNET_VAULT),
    MONITORED_ADDRESSES("--addresses", ""),
    POPULAR_COINS("--coins", "BTC,ETH,SOL,AVAX,ARB,OP,HYPE"),
    KAFKA_BOOTSTRAP_SERVERS("--kafka", "localhost:29092"),
    LOG_LEVEL(null, "INFO"),
    /** Port of /health and /metrics; 0 takes any free one. */
    BRIDGE_HEALTH_PORT("--health-port", "8090"),
    /** Seconds after which the bridge ends by itself; empty for never. */
    BRIDGE_DURATION("--duration", ""),
    /** File that keeps the raw frames and answers; empty for none. */
    BRIDGE_RECORD("--record", ""),
    /** Seconds between two pings. */
    BRIDGE_PING_INTERVAL(null, "20"),
    /** Seconds without any frame after which a connection is given up. */
    BRIDGE_SILENCE_TIMEOUT(null, "60"),
    /** Milliseconds between two ticks. */
    BRIDGE_TICK_INTERVAL(null, "200"),
    /** Milliseconds by which ticks stay behind the clock. */
    BRIDGE_TICK_SAFETY(null, "1000"),
    /** Frames that may wait for the relay before sockets are held back. */
    BRIDGE_QUEUE_CAPACITY(null, "10000"),
    /** Distinct users the exchange allows in account streams. */
    BRIDGE_MAX_USERS(null, "10");

    private final String option;
    private final String defaultText;

    SettingKey(String option, String defaultText) {
        this.option = option;
        this.defaultText = defaultText;
    }

    /** The command line option, null where there is none. */
    public String option() {
        return option;
    }

    public String defaultText() {
        return defaultText;
    }

    /** How messages name it: {@code POPULAR_COINS (--coins)}. */
    String displayName() {
        return option == null ? name() : name() + " (" + option + ")";
    }
}

package io.hyperwatch.bridge.settings;

import io.hyperwatch.bridge.connect.AccountPlaces;

/** Every setting of the bridge: its environment variable, its option and its default. */
public enum SettingKey {
    WEBSOCKET_URL("--ws-url", "wss://api.hyperliquid.xyz/ws"),
    WEBSOCKET_ENABLED(null, "true"),
    WEBSOCKET_AUTO_RECONNECT(null, "true"),
    HYPERLIQUID_API_URL("--api-url", "https://api.hyperliquid.xyz"),
    HYPERLIQUID_STATS_URL("--stats-url", "https://stats-data.hyperliquid.xyz/Mainnet/leaderboard"),
    HLP_VAULT_ADDRESS("--hlp-vault", AccountPlaces.MAINNET_VAULT),
    MONITORED_ADDRESSES("--addresses", ""),
    POPULAR_COINS("--coins", "BTC,ETH,SOL,AVAX,ARB,OP,HYPE"),
    KAFKA_BOOTSTRAP_SERVERS("--kafka", "localhost:29092"),
    LOG_LEVEL(null, "INFO"),
    /** {@code text} for people or {@code json} (Elastic Common Schema) for collectors. */
    BRIDGE_LOG_FORMAT(null, "text"),
    /** Port of /health and /metrics; 0 takes any free one. */
    BRIDGE_HEALTH_PORT("--health-port", "8090"),
    /** Seconds after which the bridge ends by itself; empty for never. */
    BRIDGE_DURATION("--duration", ""),
    /** File that keeps the raw frames and answers; empty for none. */
    BRIDGE_RECORD("--record", ""),
    /** Folder of a node's fill files to follow; empty for none. */
    BRIDGE_NODE_FILLS("--node-fills", ""),
    /** Folder for what the bridge remembers of a node's files. */
    BRIDGE_STATE_DIR(null, "data/bridge"),
    /** Whether trades are taken on a second connection as well. */
    BRIDGE_STANDBY("--standby", "true"),
    /** Intervals of the exchange's own candles, comma list. */
    BRIDGE_CANDLE_INTERVALS(null, "1m"),
    /** Significant figures of the aggregated books beside the full ones; 0 for none. */
    BRIDGE_BOOK_SIG_FIGS(null, "4"),
    /** Accounts asked for in one go. */
    BATCH_SIZE(null, "50"),
    /** Accounts polled because somebody asked for them. */
    MAX_TRACKED_TRADERS(null, "500"),
    /** Outside venues for reference prices, comma list, at least two; empty for none. */
    REFERENCE_PRICE_VENUES(null, ""),
    /** Seconds between two pings. */
    BRIDGE_PING_INTERVAL(null, "15"),
    /** Seconds without any frame after which a connection with market data is given up. */
    BRIDGE_STALL_TIMEOUT(null, "5"),
    /** Milliseconds between two ticks. */
    BRIDGE_TICK_INTERVAL(null, "200"),
    /** Milliseconds by which ticks stay behind the clock. */
    BRIDGE_TICK_SAFETY(null, "1000"),
    /** Frames that may wait for the relay before sockets are held back. */
    BRIDGE_QUEUE_CAPACITY(null, "10000"),
    /** Megabytes of records that may wait in memory while Kafka is away. */
    BRIDGE_SPOOL_MB(null, "256"),
    /** Connections the exchange allows. */
    BRIDGE_MAX_CONNECTIONS(null, "10"),
    /** New connections a minute the exchange allows. */
    BRIDGE_MAX_CONNECTS(null, "30"),
    /** Subscriptions the exchange allows. */
    BRIDGE_MAX_SUBSCRIPTIONS(null, "1000"),
    /** Distinct users the exchange allows in account streams. */
    BRIDGE_MAX_USERS(null, "10"),
    /** Messages a minute the exchange allows. */
    BRIDGE_MAX_MESSAGES(null, "2000"),
    /** Weight of REST calls a minute the exchange allows; 80 % of it is used. */
    BRIDGE_MAX_WEIGHT(null, "1200");

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
    public String displayName() {
        return option == null ? name() : name() + " (" + option + ")";
    }
}

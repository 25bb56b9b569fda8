package io.hyperwatch.bridge.settings;

import io.hyperwatch.bridge.connect.ExchangeLimits;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be chosen about the bridge.
 *
 * @param webSocketEnabled whether to connect at all; off, everything is polled over REST
 * @param webSocketUrl {@code wss://…}
 * @param autoReconnect whether a lost connection is replaced
 * @param pingInterval distance of the JSON pings
 * @param stallTimeout without any frame for this long a connection with market data is given up
 * @param infoUrl ends in {@code /info}
 * @param statsUrl the leaderboard
 * @param kafkaBootstrapServers {@code host:port,…}
 * @param coins to stream
 * @param addresses lower-case, to follow, in order of importance
 * @param hlpVault lower-case address
 * @param standby whether trades are taken on two connections
 * @param candleIntervals of the exchange's own candles
 * @param bookSigFigs of the aggregated books, null for none
 * @param batchSize accounts asked for in one go
 * @param maxTrackedTraders accounts polled because somebody asked for them
 * @param referenceVenues lower-case names; empty for none
 * @param nodeFills folder of a node's fill files, null for none
 * @param stateDir where the place within those files is remembered
 * @param logLevel {@code TRACE} … {@code ERROR}
 * @param logFormat {@code text} or {@code json}
 * @param healthPort of /health and /metrics; 0 for any free one
 * @param duration null to run until stopped
 * @param recordTo null to record nothing
 * @param tickInterval distance between two ticks
 * @param tickSafety how far ticks stay behind the clock
 * @param queueCapacity inputs that may wait for the relay
 * @param spoolBytes records that may wait while Kafka is away
 * @param limits of the exchange on WebSocket
 * @param weightPerMinute of REST calls the exchange allows
 */
public record BridgeSettings(
        boolean webSocketEnabled,
        URI webSocketUrl,
        boolean autoReconnect,
        Duration pingInterval,
        Duration stallTimeout,
        URI infoUrl,
        URI statsUrl,
        String kafkaBootstrapServers,
        CoinSelection coins,
        List<String> addresses,
        String hlpVault,
        boolean standby,
        List<String> candleIntervals,
        Integer bookSigFigs,
        int batchSize,
        int maxTrackedTraders,
        List<String> referenceVenues,
        Path nodeFills,
        Path stateDir,
        String logLevel,
        String logFormat,
        int healthPort,
        Duration duration,
        Path recordTo,
        Duration tickInterval,
        Duration tickSafety,
        int queueCapacity,
        long spoolBytes,
        ExchangeLimits limits,
        int weightPerMinute) {

    private static final long MIB = 1024L * 1024;

    /**
     * @param values by environment variable name; a missing or empty one takes its default
     * @throws SettingsException listing every problem at once
     */
    public static BridgeSettings of(Map<String, String> values) {
        SettingsReader in = new SettingsReader(values);
        BridgeSettings settings =
                new BridgeSettings(
                        in.flag(SettingKey.WEBSOCKET_ENABLED),
                        in.url(SettingKey.WEBSOCKET_URL, "ws", "wss"),
                        in.flag(SettingKey.WEBSOCKET_AUTO_RECONNECT),
                        in.seconds(SettingKey.BRIDGE_PING_INTERVAL, 1, 50),
                        in.seconds(SettingKey.BRIDGE_STALL_TIMEOUT, 2, 3600),
                        in.infoUrl(),
                        in.statsUrl(),
                        in.bootstrapServers(),
                        in.coins(),
                        in.addresses(SettingKey.MONITORED_ADDRESSES),
                        in.address(SettingKey.HLP_VAULT_ADDRESS),
                        in.flag(SettingKey.BRIDGE_STANDBY),
                        in.intervals(),
                        in.sigFigs(),
                        in.number(SettingKey.BATCH_SIZE, 1, 1_000),
                        in.number(SettingKey.MAX_TRACKED_TRADERS, 0, 100_000),
                        in.venues(),
                        in.optionalPath(SettingKey.BRIDGE_NODE_FILLS),
                        in.optionalPath(SettingKey.BRIDGE_STATE_DIR),
                        in.logLevel(),
                        in.logFormat(),
                        in.number(SettingKey.BRIDGE_HEALTH_PORT, 0, 65_535),
                        in.optionalSeconds(SettingKey.BRIDGE_DURATION),
                        in.optionalPath(SettingKey.BRIDGE_RECORD),
                        Duration.ofMillis(in.number(SettingKey.BRIDGE_TICK_INTERVAL, 10, 10_000)),
                        Duration.ofMillis(in.number(SettingKey.BRIDGE_TICK_SAFETY, 0, 60_000)),
                        in.number(SettingKey.BRIDGE_QUEUE_CAPACITY, 1, 1_000_000),
                        MIB * in.number(SettingKey.BRIDGE_SPOOL_MB, 1, 1_000_000),
                        in.limits(),
                        in.number(SettingKey.BRIDGE_MAX_WEIGHT, 150, 1_000_000));
        in.failOnProblems();
        return settings;
    }
}

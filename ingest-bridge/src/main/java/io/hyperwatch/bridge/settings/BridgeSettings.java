package io.hyperwatch.bridge;

import io.hyperwatch.bridge.ws.SocketSettings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be chosen about the bridge.
 *
 * @param webSocketEnabled whether to connect at all; off, only ticks and REST remain
 * @param socket how to hold the connection
 * @param infoUrl ends in {@code /info}
 * @param statsUrl the leaderboard
 * @param kafkaBootstrapServers {@code host:port,…}
 * @param coins to stream
 * @param addresses lower-case, whose fills to stream, in order of importance
 * @param hlpVault lower-case address
 * @param logLevel {@code TRACE} … {@code ERROR}
 * @param healthPort of /health and /metrics; 0 for any free one
 * @param duration null to run until stopped
 * @param recordTo null to record nothing
 * @param tickInterval distance between two ticks
 * @param tickSafety how far ticks stay behind the clock
 * @param queueCapacity inputs that may wait for the relay
 * @param maxUsers distinct users the exchange allows in account streams
 */
public record BridgeSettings(
        boolean webSocketEnabled,
        SocketSettings socket,
        URI infoUrl,
        URI statsUrl,
        String kafkaBootstrapServers,
        CoinSelection coins,
        List<String> addresses,
        String hlpVault,
        String logLevel,
        int healthPort,
        Duration duration,
        Path recordTo,
        Duration tickInterval,
        Duration tickSafety,
        int queueCapacity,
        int maxUsers) {

    /**
     * @param values by environment variable name; a missing or empty one takes its default
     * @throws SettingsException listing every problem at once
     */
    public static BridgeSettings of(Map<String, String> values) {
        SettingsReader in = new SettingsReader(values);
        BridgeSettings settings =
                new BridgeSettings(
                        in.flag(SettingKey.WEBSOCKET_ENABLED),
                        new SocketSettings(
                                in.url(SettingKey.WEBSOCKET_URL, "ws", "wss"),
                                in.flag(SettingKey.WEBSOCKET_AUTO_RECONNECT),
                                Duration.ofSeconds(
                                        in.number(SettingKey.BRIDGE_PING_INTERVAL, 1, 50)),
                                Duration.ofSeconds(
                                        in.number(SettingKey.BRIDGE_SILENCE_TIMEOUT, 2, 3600))),
                        in.infoUrl(),
                        in.url(SettingKey.HYPERLIQUID_STATS_URL, "http", "https"),
                        in.bootstrapServers(),
                        in.coins(),
                        in.addresses(SettingKey.MONITORED_ADDRESSES),
                        in.address(SettingKey.HLP_VAULT_ADDRESS),
                        in.logLevel(),
                        in.number(SettingKey.BRIDGE_HEALTH_PORT, 0, 65_535),
                        in.optionalSeconds(SettingKey.BRIDGE_DURATION),
                        in.optionalPath(SettingKey.BRIDGE_RECORD),
                        Duration.ofMillis(in.number(SettingKey.BRIDGE_TICK_INTERVAL, 10, 10_000)),
                        Duration.ofMillis(in.number(SettingKey.BRIDGE_TICK_SAFETY, 0, 60_000)),
                        in.number(SettingKey.BRIDGE_QUEUE_CAPACITY, 1, 1_000_000),
                        in.number(SettingKey.BRIDGE_MAX_USERS, 0, 1_000));
        in.failOnProblems();
        return settings;
    }
}

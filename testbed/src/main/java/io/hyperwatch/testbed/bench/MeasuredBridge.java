package io.hyperwatch.testbed.bench;

import io.hyperwatch.bridge.Bridge;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.exchange.Instrument;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole bridge as a measured process: {@code MeasuredBridge NAME=VALUE …}. Says {@code READY
 * port} when it runs; at each line {@code memory} it collects its garbage and says {@code MEMORY
 * heap_kB rss_kB}. Ends with its input.
 */
public final class MeasuredBridge {

    private MeasuredBridge() {}

    /**
     * Arguments for a bridge of an exchange.
     *
     * @param instruments whose coins it subscribes to
     * @param users whose accounts it subscribes to
     */
    static List<String> arguments(
            String kafka,
            ExchangeSimulator exchange,
            List<Instrument> instruments,
            List<String> users) {
        return List.of(
                "KAFKA_BOOTSTRAP_SERVERS=" + kafka,
                "WEBSOCKET_URL=" + exchange.wsUrl(),
                "HYPERLIQUID_API_URL=" + exchange.apiUrl(),
                "HYPERLIQUID_STATS_URL=" + exchange.statsUrl() + "/Mainnet/leaderboard",
                "BRIDGE_HEALTH_PORT=0",
                "POPULAR_COINS="
                        + instruments.stream()
                                .map(Instrument::coin)
                                .collect(Collectors.joining(",")),
                "MONITORED_ADDRESSES=" + String.join(",", users));
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> values = new HashMap<>();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            values.put(pair[0], pair[1]);
        }
        try (Bridge bridge = Bridge.start(BridgeSettings.of(values));
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("READY " + bridge.healthPort());
            String line = in.readLine();
            while (line != null) {
                if (line.equals("memory")) {
                    System.out.println("MEMORY " + heapKilobytes() + " " + residentKilobytes());
                }
                line = in.readLine();
            }
        }
        System.exit(0);
    }

    /** What is alive after a full collection. */
    private static long heapKilobytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    }

    /** From {@code /proc}: Linux only, elsewhere 0. */
    private static long residentKilobytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}

package io.hyperwatch.testbed.bench;

import io.hyperwatch.bridge.Bridge;
import io.hyperwatch.bridge.StartupException;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.testbed.cluster.AlertTail;
import io.hyperwatch.testbed.cluster.Installation;
import io.hyperwatch.testbed.cluster.LocalStack;
import io.hyperwatch.testbed.exchange.Cadence;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.exchange.SimulatorSettings;
import io.hyperwatch.testbed.servers.FreePort;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The stack of the demo, but with the bridge in this process, on a clock that can be put forward
 * together with the exchange's. Keeps nothing.
 */
final class BenchStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BenchStack.class);

    private final ShiftedClock clock = new ShiftedClock();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private ExchangeSimulator exchange;
    private LocalStack stack;
    private AlertTail alerts;

    private BenchStack() {}

    static BenchStack start(String coins, String addresses, Consumer<String> progress)
            throws InterruptedException {
        BenchStack bench = new BenchStack();
        try {
            bench.launch(coins, addresses, progress);
            return bench;
        } catch (IOException e) {
            bench.close();
            throw new UncheckedIOException(e);
        } catch (StartupException e) {
            bench.close();
            throw new IllegalStateException(e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            bench.close();
            throw e;
        }
    }

    private void launch(String coins, String addresses, Consumer<String> progress)
            throws IOException, StartupException, InterruptedException {
        Path dir = Files.createTempDirectory("hyperwatch-bench");
        parts.push(() -> deleteRecursively(dir));
        exchange =
                own(
                        ExchangeSimulator.start(
                                SimulatorSettings.defaults(clock).withCadence(Cadence.onDemand())));
        stack =
                own(
                        LocalStack.start(
                                Installation.find(),
                                new LocalStack.Settings(
                                        dir,
                                        FreePort.find(),
                                        FreePort.find(),
                                        FreePort.find(),
                                        LocalStack.NO_BRIDGE,
                                        List.of(),
                                        Map.of("ALERT_WEBHOOK_URLS", ""),
                                        List.of("--trade-min-value-usd", "0"),
                                        1),
                                progress));
        own(
                Bridge.start(
                        BridgeSettings.of(
                                Map.of(
                                        "KAFKA_BOOTSTRAP_SERVERS", stack.kafkaBootstrapServers(),
                                        "WEBSOCKET_URL", exchange.wsUrl(),
                                        "HYPERLIQUID_API_URL", exchange.apiUrl(),
                                        "POPULAR_COINS", coins,
                                        "MONITORED_ADDRESSES", addresses,
                                        "BRIDGE_HEALTH_PORT", Integer.toString(FreePort.find()))),
                        clock));
        alerts = own(new AlertTail(stack.kafkaBootstrapServers(), seen -> {}));
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    ShiftedClock clock() {
        return clock;
    }

    ExchangeSimulator exchange() {
        return exchange;
    }

    LocalStack stack() {
        return stack;
    }

    AlertTail alerts() {
        return alerts;
    }

    private static void deleteRecursively(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("stopping a part failed", e);
            }
        }
    }
}

package io.hyperwatch.bridge;

import io.hyperwatch.bridge.connect.AccountPlaces;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.settings.SettingKey;
import io.hyperwatch.bridge.settings.SettingsException;
import io.hyperwatch.bridge.settings.SettingsSources;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** {@code ./hyperwatch bridge}: relays the exchange into an existing Kafka until stopped. */
@Command(
        name = "bridge",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        description = "Relays Hyperliquid's WebSocket and REST data into Kafka.",
        footer = "Every option has an environment variable; options win, then environment, .env.")
public final class BridgeMain implements Callable<Integer> {

    /** Read by log4j2.xml; set before the first logger is made. */
    static final String LOG_LEVEL_PROPERTY = "hyperwatch.log.level";

    /** As above. */
    static final String LOG_FORMAT_PROPERTY = "hyperwatch.log.format";

    @Spec private CommandSpec spec;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka to write to")
    private String kafka;

    @Option(names = "--testnet", description = "the exchange's test network")
    private boolean testnet;

    @Option(names = "--ws-url", paramLabel = "URL", description = "WebSocket address")
    private String webSocketUrl;

    @Option(names = "--api-url", paramLabel = "URL", description = "REST address")
    private String apiUrl;

    @Option(names = "--stats-url", paramLabel = "URL", description = "leaderboard address")
    private String statsUrl;

    @Option(names = "--coins", paramLabel = "BTC,ETH", description = "coins to stream, or all")
    private String coins;

    @Option(names = "--addresses", paramLabel = "0x,0x", description = "accounts to stream")
    private String addresses;

    @Option(names = "--hlp-vault", paramLabel = "0x", description = "address of the HLP vault")
    private String hlpVault;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "end after this time")
    private String duration;

    @Option(names = "--health-port", paramLabel = "PORT", description = "of /health and /metrics")
    private String healthPort;

    @Option(names = "--record", paramLabel = "FILE", description = "keep the raw input here")
    private String record;

    @Option(
            names = "--standby",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "take trades on a second connection as well (default: true)")
    private String standby;

    @Option(
            names = "--node-fills",
            paramLabel = "DIR",
            description = "follow the fill files of a node of your own")
    private String nodeFills;

    private final Map<String, String> environment;
    private final Path dotEnv;
    private final AtomicReference<Bridge> running;

    private BridgeMain(
            Map<String, String> environment, Path dotEnv, AtomicReference<Bridge> running) {
        this.environment = environment;
        this.dotEnv = dotEnv;
        this.running = running;
    }

    public static void main(String[] args) {
        AtomicReference<Bridge> running = new AtomicReference<>();
        AtomicInteger exitCode = new AtomicInteger();
        // A JVM that ends by a signal would report 128 + its number: halt says how it really went.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () ->
                                        Runtime.getRuntime()
                                                .halt(
                                                        Math.max(
                                                                exitCode.get(),
                                                                close(running.get()))),
                                "shutdown"));
        exitCode.set(execute(args, System.getenv(), Path.of(".env"), running));
        System.exit(exitCode.get());
    }

    /**
     * The whole command without ending the JVM.
     *
     * @param running gets the bridge once it has started
     * @return the exit code
     */
    static int execute(
            String[] args,
            Map<String, String> environment,
            Path dotEnv,
            AtomicReference<Bridge> running) {
        return new CommandLine(new BridgeMain(environment, dotEnv, running))
                .setParameterExceptionHandler(
                        (e, line) -> complain(e.getCommandLine().getErr(), e.getMessage(), 2))
                .execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Map<String, String> file = SettingsSources.readDotEnv(dotEnv);
            BridgeSettings settings =
                    BridgeSettings.of(SettingsSources.merge(file, environment, options()));
            System.setProperty(LOG_LEVEL_PROPERTY, settings.logLevel());
            System.setProperty(LOG_FORMAT_PROPERTY, settings.logFormat());
            Logger log = LoggerFactory.getLogger(BridgeMain.class);
            Collection<String> ignored = SettingsSources.foreignKeys(file.keySet());
            ignored.addAll(SettingsSources.foreignKeys(environment.keySet()));
            if (!ignored.isEmpty()) {
                log.warn("ignored, they mean nothing here: {}", ignored);
            }
            Bridge bridge = Bridge.start(settings);
            running.set(bridge);
            Throwable failure = bridge.await(settings.duration());
            if (failure != null) {
                complain(err, failure.getMessage(), 1);
            }
            return Math.max(failure == null ? 0 : 1, close(bridge));
        } catch (SettingsException e) {
            return complain(err, e.getMessage(), StartupException.WRONG_CALL);
        } catch (StartupException e) {
            return complain(err, e.getMessage(), e.exitCode());
        } catch (IOException e) {
            return complain(err, dotEnv + ": " + e, StartupException.WRONG_CALL);
        }
    }

    private Map<SettingKey, String> options() {
        Map<SettingKey, String> options = new EnumMap<>(SettingKey.class);
        if (testnet) {
            options.put(SettingKey.WEBSOCKET_URL, "wss://api.hyperliquid-testnet.xyz/ws");
            options.put(SettingKey.HYPERLIQUID_API_URL, "https://api.hyperliquid-testnet.xyz");
            options.put(
                    SettingKey.HYPERLIQUID_STATS_URL,
                    "https://stats-data.hyperliquid.xyz/Testnet/leaderboard");
            options.put(SettingKey.HLP_VAULT_ADDRESS, AccountPlaces.TESTNET_VAULT);
        }
        put(options, SettingKey.KAFKA_BOOTSTRAP_SERVERS, kafka);
        put(options, SettingKey.WEBSOCKET_URL, webSocketUrl);
        put(options, SettingKey.HYPERLIQUID_API_URL, apiUrl);
        put(options, SettingKey.HYPERLIQUID_STATS_URL, statsUrl);
        put(options, SettingKey.POPULAR_COINS, coins);
        put(options, SettingKey.MONITORED_ADDRESSES, addresses);
        put(options, SettingKey.HLP_VAULT_ADDRESS, hlpVault);
        put(options, SettingKey.BRIDGE_DURATION, duration);
        put(options, SettingKey.BRIDGE_HEALTH_PORT, healthPort);
        put(options, SettingKey.BRIDGE_RECORD, record);
        put(options, SettingKey.BRIDGE_STANDBY, standby);
        put(options, SettingKey.BRIDGE_NODE_FILLS, nodeFills);
        return options;
    }

    private static void put(Map<SettingKey, String> options, SettingKey key, String value) {
        if (value != null) {
            options.put(key, value);
        }
    }

    private static int close(Bridge bridge) {
        if (bridge == null) {
            return 0;
        }
        bridge.close();
        return bridge.undelivered() == 0 ? 0 : 1;
    }

    private static int complain(PrintWriter err, String message, int exitCode) {
        err.println("hyperwatch bridge: " + message);
        err.flush();
        return exitCode;
    }
}

package io.hyperwatch.cli;

import io.hyperwatch.testbed.cluster.Installation;
import io.hyperwatch.testbed.cluster.LocalStack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The whole stack on this machine against the real exchange. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "The whole system on this machine, against the real exchange.")
final class RunCommand implements Callable<Integer> {

    @Option(names = "--testnet", description = "The exchange's test network.")
    boolean testnet;

    @Option(names = "--ws-url", paramLabel = "URL", description = "WebSocket of the exchange.")
    String wsUrl;

    @Option(names = "--api-url", paramLabel = "URL", description = "REST API of the exchange.")
    String apiUrl;

    @Option(names = "--stats-url", paramLabel = "URL", description = "Leaderboard host.")
    String statsUrl;

    @Option(
            names = "--coins",
            paramLabel = "BTC,ETH",
            description = "Coins to watch, or 'all' (default: POPULAR_COINS).")
    String coins;

    @Option(
            names = "--addresses",
            paramLabel = "0x…,0x…",
            description = "Accounts to watch (default: MONITORED_ADDRESSES).")
    String addresses;

    @Option(names = "--hlp-vault", paramLabel = "0x…", description = "The HLP vault.")
    String hlpVault;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "Stop by itself after.")
    Long duration;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "Keeps Kafka, Postgres and Flink state (default: ${DEFAULT-VALUE}).")
    Path dataDir;

    @Option(
            names = "--postgres-port",
            defaultValue = "54329",
            description = "Default ${DEFAULT-VALUE}.")
    int postgresPort;

    @Option(
            names = "--kafka-port",
            defaultValue = "29092",
            description = "Default ${DEFAULT-VALUE}.")
    int kafkaPort;

    @Option(
            names = "--flink-port",
            defaultValue = "8081",
            description = "Default ${DEFAULT-VALUE}.")
    int flinkPort;

    @Option(
            names = "--health-port",
            defaultValue = "8090",
            description = "Default ${DEFAULT-VALUE}.")
    int healthPort;

    @Option(
            names = "--api-port",
            defaultValue = "8080",
            description = "Reserved for the console (default: ${DEFAULT-VALUE}).")
    int apiPort;

    @Option(
            names = "--parallelism",
            defaultValue = "1",
            description = "Tasks per operator (default: ${DEFAULT-VALUE}).")
    int parallelism;

    private final Shutdown shutdown;

    RunCommand(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() throws Exception {
        if (duration != null && duration <= 0) {
            throw new WrongCallException("--duration must be a positive number of seconds");
        }
        if (parallelism < 1 || parallelism > 16) {
            throw new WrongCallException("--parallelism must be from 1 to 16");
        }
        for (int port : new int[] {postgresPort, kafkaPort, flinkPort, healthPort, apiPort}) {
            if (port < 1 || port > 65535) {
                throw new WrongCallException("a port must be from 1 to 65535, not " + port);
            }
        }
        Map<String, String> environment = Dotenv.environment(Path.of(".env"));
        Map<String, String> options = new HashMap<>();
        options.put("WEBSOCKET_URL", wsUrl);
        options.put("HYPERLIQUID_API_URL", apiUrl);
        options.put("HYPERLIQUID_STATS_URL", statsUrl);
        options.put("POPULAR_COINS", coins);
        options.put("MONITORED_ADDRESSES", addresses);
        options.put("HLP_VAULT_ADDRESS", hlpVault);
        SettingsCheck.check(environment, options);
        LocalStack.Settings settings =
                new LocalStack.Settings(
                        dataDir.toAbsolutePath().normalize(),
                        postgresPort,
                        kafkaPort,
                        flinkPort,
                        healthPort,
                        bridgeArguments(),
                        environment,
                        List.of(),
                        parallelism);
        try (LocalStack stack =
                LocalStack.start(Installation.find(), settings, step -> Console.progress(step))) {
            shutdown.awaitedFromNowOn();
            Console.ready(stack.readyLine());
            if (duration == null) {
                shutdown.await();
            } else {
                shutdown.await(Duration.ofSeconds(duration));
            }
            Console.progress("stopping: the jobs take a savepoint each");
        }
        Console.progress("stopped; " + dataDir + " keeps the data for the next start");
        return 0;
    }

    private List<String> bridgeArguments() {
        List<String> arguments = new ArrayList<>();
        if (testnet) {
            arguments.add("--testnet");
        }
        option(arguments, "--ws-url", wsUrl);
        option(arguments, "--api-url", apiUrl);
        option(arguments, "--stats-url", statsUrl);
        option(arguments, "--coins", coins);
        option(arguments, "--addresses", addresses);
        option(arguments, "--hlp-vault", hlpVault);
        return arguments;
    }

    private static void option(List<String> arguments, String name, String value) {
        if (value != null) {
            arguments.add(name);
            arguments.add(value);
        }
    }
}

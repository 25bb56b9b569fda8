package io.hyperwatch.cli;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.testbed.cluster.AlertTail;
import io.hyperwatch.testbed.cluster.DataDirLock;
import io.hyperwatch.testbed.cluster.Installation;
import io.hyperwatch.testbed.cluster.LocalStack;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.scenario.Scenario;
import io.hyperwatch.testbed.scenario.ScenarioPlayer;
import io.hyperwatch.testbed.servers.FreePort;
import io.hyperwatch.testbed.servers.PostgresServer;
import io.hyperwatch.testbed.servers.WebhookReceiver;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole system on this machine against the bundled simulator. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "The whole system on this machine, against a simulated exchange.")
final class DemoCommand implements Callable<Integer> {

    /** A demo ends by itself; what has not resolved by then is shown as open. */
    private static final Duration AT_MOST = Duration.ofSeconds(165);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int SETTLE_POLLS = 20;
    private static final String MARKER = ".hyperwatch-demo";

    private final Shutdown shutdown;
    private final long startNanos = System.nanoTime();

    @Option(
            names = "--scenario",
            defaultValue = "incident",
            description = "incident or calm, or a YAML file (default: ${DEFAULT-VALUE}).")
    String scenarioName;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "./data/demo",
            description = "Emptied at the start, kept at the end (default: ${DEFAULT-VALUE}).")
    Path dataDir;

    @Option(names = "--keep", description = "Stay up until Ctrl-C when the scenario is over.")
    boolean keep;

    DemoCommand(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() throws Exception {
        Scenario scenario = scenario();
        empty(dataDir);
        try (WebhookReceiver receiver = WebhookReceiver.start();
                ExchangeSimulator exchange =
                        ExchangeSimulator.start(scenario.settings(InstantSource.system()));
                ScenarioPlayer player = new ScenarioPlayer(scenario, exchange);
                LocalStack stack =
                        LocalStack.start(
                                Installation.find(),
                                settings(scenario, exchange, receiver),
                                Console::progress)) {
            shutdown.awaitedFromNowOn();
            Console.ready(stack.readyLine());
            Console.print(
                    "\nPlaying "
                            + scenario.name()
                            + " for "
                            + player.duration().toSeconds()
                            + " s. Alerts as they come:\n");
            try (AlertTail alerts =
                    new AlertTail(stack.kafkaBootstrapServers(), DemoCommand::show)) {
                play(player, alerts);
                return conclude(scenario, stack, alerts, receiver);
            }
        }
    }

    private Scenario scenario() throws IOException {
        try {
            return scenarioName.endsWith(".yaml")
                    ? Scenario.load(Path.of(scenarioName))
                    : Scenario.bundled(scenarioName);
        } catch (IllegalArgumentException e) {
            throw new WrongCallException("--scenario: " + e.getMessage());
        } catch (java.nio.file.NoSuchFileException e) {
            throw new WrongCallException("--scenario: there is no file " + scenarioName);
        }
    }

    private LocalStack.Settings settings(
            Scenario scenario, ExchangeSimulator exchange, WebhookReceiver receiver) {
        String coins =
                scenario.coins().stream().map(Scenario.Coin::coin).collect(Collectors.joining(","));
        return new LocalStack.Settings(
                dataDir.toAbsolutePath().normalize(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                List.of(
                        "--ws-url", exchange.wsUrl(),
                        "--api-url", exchange.apiUrl(),
                        "--stats-url", exchange.statsUrl(),
                        "--coins", coins),
                environment(receiver),
                List.of("--trade-min-value-usd", "0"),
                1);
    }

    /** A false alarm must never reach a real receiver, whatever the user's environment says. */
    private static Map<String, String> environment(WebhookReceiver receiver) {
        Map<String, String> environment = new HashMap<>();
        environment.put("ALERT_WEBHOOK_URLS", receiver.url());
        environment.put("ALERT_WEBHOOK_SECRET", receiver.secret());
        environment.put("ALERT_WEBHOOK_ALLOW_PRIVATE", "true");
        environment.put("ALERT_MIN_SEVERITY", "high");
        for (String other :
                List.of(
                        "TELEGRAM_BOT_TOKEN",
                        "DISCORD_WEBHOOK_URL",
                        "SLACK_WEBHOOK_URL",
                        "SMTP_URL",
                        "HEARTBEAT_URL",
                        "MONITORED_ADDRESSES")) {
            environment.put(other, "");
        }
        return environment;
    }

    /** Until the scenario is over and its incidents have resolved, or time is up. */
    private void play(ScenarioPlayer player, AlertTail alerts) throws Exception {
        CompletableFuture<Void> played = player.start();
        while (!shutdown.await(POLL) && elapsed().compareTo(AT_MOST) < 0) {
            if (played.isDone() && openIncidents(alerts.seen()) == 0) {
                break;
            }
        }
        if (played.isCompletedExceptionally()) {
            played.join();
        }
    }

    private int conclude(
            Scenario scenario, LocalStack stack, AlertTail alerts, WebhookReceiver receiver)
            throws SQLException, InterruptedException {
        settle(stack.postgresUrl(), alerts.seen().size());
        Console.print(DemoSummary.of(stack.postgresUrl(), alerts.seen(), receiver.received()));
        Console.print(DemoSummary.howToQuery(dataDir.toString()));
        List<String> missing = missing(scenario, alerts.seen());
        if (keep && !shutdown.isRequested()) {
            Console.print("Still up; Ctrl-C stops it. " + stack.readyLine());
            shutdown.await();
        }
        if (!missing.isEmpty() && !shutdown.isRequested()) {
            throw new IllegalStateException("these alerts should have come: " + missing);
        }
        return 0;
    }

    /** The last alert is still on its way to the receiver when it is seen in Kafka. */
    private static void settle(String postgresUrl, int alerts)
            throws SQLException, InterruptedException {
        for (int i = 0; i < SETTLE_POLLS; i++) {
            if (DemoSummary.outcomes(postgresUrl) >= alerts) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    private static List<String> missing(Scenario scenario, List<AlertTail.Seen> seen) {
        List<String> missing = new ArrayList<>();
        for (Scenario.ExpectedAlert expected : scenario.expect()) {
            boolean came =
                    seen.stream()
                            .map(AlertTail.Seen::alert)
                            .anyMatch(
                                    alert ->
                                            alert.rule().equals(expected.rule())
                                                    && alert.subject().equals(expected.subject())
                                                    && alert.severity() == expected.severity());
            if (!came) {
                missing.add(
                        expected.severity().wireName()
                                + " "
                                + expected.rule()
                                + " "
                                + expected.subject());
            }
        }
        return missing;
    }

    private static long openIncidents(List<AlertTail.Seen> seen) {
        return seen.stream()
                .map(AlertTail.Seen::alert)
                .collect(Collectors.groupingBy(Alert::incidentId))
                .values()
                .stream()
                .filter(alerts -> alerts.stream().noneMatch(it -> it.kind() == AlertKind.RESOLVE))
                .count();
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private static void show(AlertTail.Seen seen) {
        Alert alert = seen.alert();
        Console.print(
                "%s  %-8s  %-8s  %s"
                        .formatted(
                                CanonicalJson.time(alert.eventTimeMs()).substring(11, 23),
                                alert.severity().wireName(),
                                alert.kind().wireName(),
                                alert.title()));
    }

    /** Deletes what an earlier demo left; never a folder that something else filled. */
    private static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder) && !Files.exists(folder.resolve(MARKER))) {
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new WrongCallException(
                            "--data-dir " + folder + " is not empty and not from a demo");
                }
            }
        }
        try (DataDirLock lock = DataDirLock.acquire(folder)) {
            PostgresServer.stopStale(folder.resolve("postgres"));
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!file.equals(folder) && !file.endsWith(DataDirLock.FILE)) {
                        Files.delete(file);
                    }
                }
            }
            Files.createFile(folder.resolve(MARKER));
        }
    }
}

package io.hyperwatch.cli;

import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.replay.FlinkProcess;
import io.hyperwatch.replay.Replays;
import io.hyperwatch.rules.RuleChangeJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The same detectors over history. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Runs the detectors over history: prints each alert as canonical JSON, one a line, on"
                        + " standard output, everything else on standard error. The same input gives"
                        + " the same output, byte for byte.",
        footer = {
            "",
            "A FILE holds a recording of the bridge (--record), WebSocket messages one a line, or the"
                    + " fills of a node; plain, .gz or .lz4. Several are merged by their times of"
                    + " receipt. Their log is built in the folder for temporary files first.",
            "What the end of the log leaves open stays open: the end is not time."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int MAX_PARALLELISM = 16;

    @Option(names = "--from", paramLabel = "FILE", arity = "1..*", description = "Files to replay.")
    List<Path> files = List.of();

    @Option(
            names = "--from-kafka",
            description =
                    "What Kafka holds now, with the rules it holds unless --rules says others.")
    boolean fromKafka;

    @Option(
            names = "--kafka",
            paramLabel = "host:port",
            description = "Default: KAFKA_BOOTSTRAP_SERVERS, else localhost:29092.")
    String kafka;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only alerts from this event time on, such as 2025-10-10T21:15:00Z. With"
                            + " --from-kafka, reading begins --warm-up-hours before it, and an incident"
                            + " from before that is not known.")
    String since;

    @Option(
            names = "--warm-up-hours",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How long a past the detectors are given before --since (default:"
                            + " ${DEFAULT-VALUE}; the longest window of a rule is 24 hours).")
    int warmUpHours;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description =
                    "Changes of rules as in hyperwatch.rules.v1, as JSON lines or an array (default:"
                            + " the defaults, or what Kafka holds).")
    Path rules;

    @Option(
            names = "--parallelism",
            defaultValue = "1",
            description =
                    "Tasks per operator (default: ${DEFAULT-VALUE}); no matter to the alerts.")
    int parallelism;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Replays.Options options = options();
        if (!FlinkProcess.isThis()) {
            return FlinkProcess.run(Hyperwatch.class, arguments());
        }
        PrintWriter err = spec.commandLine().getErr();
        List<String> alerts;
        try {
            alerts = new Replays(RuleCatalog::check, err::println).run(options);
        } catch (IllegalArgumentException e) {
            throw new WrongCallException(e.getMessage());
        } finally {
            err.flush();
        }
        print(alerts);
        return 0;
    }

    private Replays.Options options() {
        if (files.isEmpty() != fromKafka) {
            throw new WrongCallException("either --from FILE… or --from-kafka is needed");
        }
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new WrongCallException("--parallelism must be from 1 to " + MAX_PARALLELISM);
        }
        if (warmUpHours < 0 || warmUpHours > 720) {
            throw new WrongCallException("--warm-up-hours must be from 0 to 720");
        }
        return new Replays.Options(
                files, brokers(), sinceMs(), Duration.ofHours(warmUpHours), rules, parallelism);
    }

    private String brokers() {
        String variable = Dotenv.environment(Path.of(".env")).get("KAFKA_BOOTSTRAP_SERVERS");
        if (kafka != null) {
            return kafka;
        }
        return variable == null || variable.isBlank() ? "localhost:29092" : variable;
    }

    private Long sinceMs() {
        try {
            return since == null ? null : RuleChangeJson.parseTime(since);
        } catch (DateTimeException e) {
            throw new WrongCallException(
                    "--since must be a time like 2025-10-10T21:15:00Z, not " + since);
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        if (fromKafka) {
            arguments.addAll(List.of("--from-kafka", "--kafka", brokers()));
        }
        files.forEach(file -> arguments.addAll(List.of("--from", file.toString())));
        if (since != null) {
            arguments.addAll(List.of("--since", since));
        }
        if (rules != null) {
            arguments.addAll(List.of("--rules", rules.toString()));
        }
        arguments.addAll(List.of("--warm-up-hours", Integer.toString(warmUpHours)));
        arguments.addAll(List.of("--parallelism", Integer.toString(parallelism)));
        return arguments;
    }

    /** In UTF-8 and with one line feed, whatever this machine's habits are. */
    private static void print(List<String> alerts) {
        PrintWriter out =
                new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        alerts.forEach(alert -> out.append(alert).append('\n'));
        out.flush();
    }
}

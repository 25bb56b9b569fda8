package io.hyperwatch.cli;

import io.hyperwatch.replay.FlinkProcess;
import io.hyperwatch.testbed.bench.Benchmarks;
import io.hyperwatch.testbed.bench.Measurement;

import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The benchmarks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "The benchmarks, as JSON lines and a table.")
final class BenchCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    @Parameters(
            paramLabel = "SUITE",
            arity = "0..*",
            description =
                    "latency, throughput, bridge (default: these three); incidents: how the rules do on"
                            + " a calm day and five public incidents; soak: the bridge under faults,"
                            + " compared with the truth; risk: the risk job beside a loop by hand"
                            + " over the same topics (risk-trades, -mixed, -storm, -density, -block:"
                            + " a part of it); risk-state: what it keeps. Exit code 1 when"
                            + " something was lost, missed or made up, or two ways disagree.")
    List<String> suites = List.of();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Length of the soak, without its quiet end (default: ${DEFAULT-VALUE}).")
    long minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the market and the faults of the soak (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "0",
            description = "Events of each log of risk and risk-state (default: some minutes').")
    int events;

    @Option(
            names = "--profile",
            description = "Where the time of the risk job and the loop goes, by sampling.")
    boolean profile;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        for (String suite : suites) {
            if (!Benchmarks.SUITES.contains(suite)) {
                throw new WrongCallException(
                        "no suite is called " + suite + "; there are " + Benchmarks.SUITES);
            }
        }
        if (minutes < 1) {
            throw new WrongCallException("--minutes must be 1 or more");
        }
        if (events < 0) {
            throw new WrongCallException("--events must be 0 or more");
        }
        if (suites.contains("incidents") && !FlinkProcess.isThis()) {
            return FlinkProcess.run(
                    Hyperwatch.class, spec.commandLine().getParseResult().originalArgs());
        }
        Benchmarks.Outcome outcome =
                Benchmarks.run(
                        suites.isEmpty() ? Benchmarks.DEFAULT : suites,
                        new Benchmarks.Extent(Duration.ofMinutes(minutes), seed, events, profile),
                        Console::progress);
        ObjectMapper json = new ObjectMapper();
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("suite", "what", "figure", "value"));
        for (Measurement result : outcome.results()) {
            Console.print(json.writeValueAsString(result));
            for (Map.Entry<String, Object> figure : result.figures().entrySet()) {
                table.add(
                        List.of(
                                result.suite(),
                                result.what(),
                                figure.getKey(),
                                figure.getValue().toString()));
            }
        }
        Console.print("\n" + ResultTable.of(table));
        outcome.problems().forEach(Console::print);
        return outcome.problems().isEmpty() ? 0 : FAILED;
    }
}

package io.hyperwatch.testbed.bench;

import io.hyperwatch.testbed.bench.risk.RiskBench;
import io.hyperwatch.testbed.bench.risk.StateBench;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.incidents.IncidentBench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The benchmarks by name: two on a stack that is started for them, two of the bridge alone, and how
 * the rules do on known incidents.
 */
public final class Benchmarks {

    public static final List<String> SUITES =
            Stream.concat(
                            Stream.of(
                                    "latency",
                                    "throughput",
                                    "bridge",
                                    "incidents",
                                    "soak",
                                    "risk",
                                    "risk-state"),
                            RiskBench.PARTS.stream().map(Benchmarks::suite))
                    .toList();

    /** Those that only measure. */
    public static final List<String> DEFAULT = List.of("latency", "throughput", "bridge");

    private Benchmarks() {}

    /**
     * What came of it.
     *
     * @param problems what must not be, a sentence each
     */
    public record Outcome(List<Measurement> results, List<String> problems) {}

    /**
     * How much.
     *
     * @param soak how long the soak goes on
     * @param seed of its market and faults
     * @param events about how many each log of the risk job has, 0 for the default
     * @param profile whether the risk job is profiled
     */
    public record Extent(Duration soak, long seed, int events, boolean profile) {}

    /** Runs them one after the other. */
    public static Outcome run(List<String> suites, Extent extent, Consumer<String> progress)
            throws Exception {
        List<Measurement> results = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        if (suites.contains("latency") || suites.contains("throughput")) {
            results.addAll(ofTheStack(suites, progress));
        }
        if (suites.contains("bridge")) {
            results.addAll(new BridgeBench(progress).run());
        }
        if (suites.contains("incidents")) {
            IncidentBench bench = new IncidentBench(progress);
            results.addAll(bench.run());
            problems.addAll(bench.problems());
        }
        if (suites.contains("soak")) {
            SoakBench bench = new SoakBench(extent.soak(), extent.seed(), progress);
            results.addAll(bench.run());
            problems.addAll(bench.problems());
        }
        List<String> parts =
                RiskBench.PARTS.stream()
                        .filter(part -> suites.contains("risk") || suites.contains(suite(part)))
                        .toList();
        if (!parts.isEmpty()) {
            RiskBench bench = new RiskBench(parts, extent.events(), extent.profile(), progress);
            results.addAll(bench.run());
            problems.addAll(bench.problems());
        }
        if (suites.contains("risk-state")) {
            results.addAll(new StateBench(extent.events(), progress).run());
        }
        return new Outcome(results, problems);
    }

    /** A part of the measurement of the risk job, by itself. */
    private static String suite(String partOfRisk) {
        return "risk-" + partOfRisk;
    }

    private static List<Measurement> ofTheStack(List<String> suites, Consumer<String> progress)
            throws InterruptedException, SQLException, IOException {
        List<Measurement> results = new ArrayList<>();
        try (BenchStack bench = BenchStack.start("BTC", HlpVault.STRATEGY_A, progress)) {
            if (suites.contains("latency")) {
                results.addAll(new LatencyBench(bench, progress).run());
            }
            if (suites.contains("throughput")) {
                results.addAll(new ThroughputBench(bench, progress).run());
            }
        }
        return results;
    }
}

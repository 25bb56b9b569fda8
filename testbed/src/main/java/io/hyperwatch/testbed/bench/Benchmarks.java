package io.hyperwatch.testbed.bench;

import io.hyperwatch.testbed.exchange.HlpVault;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The benchmarks by name, all on one stack that is started for them. */
public final class Benchmarks {

    public static final List<String> SUITES = List.of("latency", "throughput");

    private Benchmarks() {}

    public static List<Measurement> run(List<String> suites, Consumer<String> progress)
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

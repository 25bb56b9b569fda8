package io.hyperwatch.cli;

import io.hyperwatch.testbed.bench.Benchmarks;
import io.hyperwatch.testbed.bench.Measurement;

import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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

    @Parameters(
            paramLabel = "SUITE",
            arity = "0..*",
            description = "latency, throughput (default: all).")
    List<String> suites = List.of();

    @Override
    public Integer call() throws Exception {
        for (String suite : suites) {
            if (!Benchmarks.SUITES.contains(suite)) {
                throw new WrongCallException(
                        "no suite is called " + suite + "; there are " + Benchmarks.SUITES);
            }
        }
        List<Measurement> results =
                Benchmarks.run(suites.isEmpty() ? Benchmarks.SUITES : suites, Console::progress);
        ObjectMapper json = new ObjectMapper();
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("suite", "what", "figure", "value"));
        for (Measurement result : results) {
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
        return 0;
    }
}

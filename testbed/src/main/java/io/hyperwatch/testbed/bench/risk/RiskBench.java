package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.testbed.bench.BenchKafka;
import io.hyperwatch.testbed.bench.ChildJvm;
import io.hyperwatch.testbed.bench.Measurement;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The risk job on one task slot, on heap and on RocksDB, beside {@link RiskLoop} over the same
 * topics: events a second and their ratio, the cost of a forced fill when ten times as many come,
 * and the block in which 22,558 share one timestamp. Each way of judging runs in a JVM of its own,
 * one after the other, first once to get warm. Time runs from the first record read to the last one
 * judged. That all give the same alerts is held here too.
 */
public final class RiskBench {

    static final String SUITE = "risk";

    /** What it measures, in this order; each is a suite too, named {@code risk-…}. */
    public static final List<String> PARTS =
            List.of("trades", "mixed", "storm", "density", "block");

    private static final List<String> WAYS = List.of(RunMain.LOOP, "hashmap", "rocksdb");
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int HEAP_MB = 2_048;
    private static final double MAX_BLOCK_SECONDS = 5;
    private static final double MAX_DENSITY_RATIO = 1.2;

    private final List<String> parts;
    private final int events;
    private final boolean profile;
    private final Consumer<String> progress;
    private final ObjectMapper json = new ObjectMapper();
    private final List<Measurement> results = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param parts of {@link #PARTS}
     * @param events about how many each log has, 0 for what takes some 20 to 60 s
     * @param profile whether to sample stacks too; costs some percent of speed
     */
    public RiskBench(List<String> parts, int events, boolean profile, Consumer<String> progress) {
        this.parts = parts;
        this.events = events;
        this.profile = profile;
        this.progress = progress;
    }

    public List<Measurement> run() throws IOException, InterruptedException {
        for (RiskLog log : List.of(RiskLog.TRADES, RiskLog.MIXED, RiskLog.STORM)) {
            if (parts.contains(name(log))) {
                throughput(log);
            }
        }
        if (parts.contains("density")) {
            density();
        }
        if (parts.contains("block")) {
            block();
        }
        return results;
    }

    /** What must not be: ways that do not agree, goals that are missed by far. */
    public List<String> problems() {
        return problems;
    }

    private void throughput(RiskLog log) throws IOException, InterruptedException {
        try (BenchKafka kafka = BenchKafka.start()) {
            write(log, kafka);
            Map<String, RunOutcome> outcomes = new LinkedHashMap<>();
            for (String way : WAYS) {
                List<RunMain.Line> lines =
                        judge(way, 2, log.warmUpUntilMs(size(log)), profile, kafka);
                RunMain.Line last = lines.get(lines.size() - 1);
                outcomes.put(way, last.outcome());
                profile(log, way, last.profile());
            }
            RunOutcome loop = outcomes.get(RunMain.LOOP);
            outcomes.forEach((way, outcome) -> compare(log, loop, way, outcome));
        }
    }

    private void compare(RiskLog log, RunOutcome loop, String way, RunOutcome outcome) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("events", outcome.events());
        figures.put("seconds", round(outcome.seconds()));
        figures.put("events_per_s", Math.round(outcome.events() / outcome.seconds()));
        figures.put("cpu_us_per_event", round(outcome.cpuSeconds() * 1e6 / outcome.events()));
        figures.put("ratio_to_loop", round(loop.seconds() / outcome.seconds()));
        figures.put("cpu_ratio_to_loop", round(loop.cpuSeconds() / outcome.cpuSeconds()));
        figures.put("alerts", outcome.alerts().size());
        figures.put("incidents", outcome.incidents());
        figures.put("unreadable", outcome.unreadable());
        results.add(new Measurement(SUITE, name(log) + ", " + way, figures));
        agree(name(log), loop, way, outcome);
    }

    private void agree(String what, RunOutcome loop, String way, RunOutcome outcome) {
        if (outcome.events() != loop.events() || !outcome.alerts().equals(loop.alerts())) {
            TreeSet<String> more = new TreeSet<>(outcome.alerts());
            more.removeAll(loop.alerts());
            TreeSet<String> missing = new TreeSet<>(loop.alerts());
            missing.removeAll(outcome.alerts());
            problems.add(
                    "%s: %s read %d events, the loop %d; %d alerts are missing, first %s; %d are not the loop's, first %s"
                            .formatted(
                                    what,
                                    way,
                                    outcome.events(),
                                    loop.events(),
                                    missing.size(),
                                    missing.isEmpty() ? "none" : missing.first(),
                                    more.size(),
                                    more.isEmpty() ? "none" : more.first()));
        }
    }

    /** As many forced fills in a tenth of the time; the better of two rounds each. */
    private void density() throws IOException, InterruptedException {
        try (BenchKafka once = BenchKafka.start();
                BenchKafka tenfold = BenchKafka.start()) {
            write(RiskLog.FILLS, once);
            write(RiskLog.DENSE_FILLS, tenfold);
            for (String way : WAYS) {
                List<RunMain.Line> lines =
                        judge(
                                way,
                                3,
                                RiskLog.FILLS.warmUpUntilMs(size(RiskLog.FILLS)),
                                false,
                                once,
                                tenfold);
                Map<String, Object> figures = new LinkedHashMap<>();
                double atOnce = cpuMicros(lines, 0);
                double atTenfold = cpuMicros(lines, 1);
                figures.put("fills", lines.get(lines.size() - 1).outcome().events());
                figures.put("cpu_us_per_fill_1x", round(atOnce));
                figures.put("cpu_us_per_fill_10x", round(atTenfold));
                figures.put("cpu_ratio", round(atTenfold / atOnce));
                figures.put("us_per_fill_1x", round(micros(lines, 0)));
                figures.put("us_per_fill_10x", round(micros(lines, 1)));
                figures.put("ratio", round(micros(lines, 1) / micros(lines, 0)));
                results.add(new Measurement(SUITE, "density of forced fills, " + way, figures));
                if (atTenfold > MAX_DENSITY_RATIO * atOnce) {
                    problems.add(
                            "a forced fill costs %.2f as much on %s when ten times as many come"
                                    .formatted(atTenfold / atOnce, way));
                }
            }
        }
    }

    private static double micros(List<RunMain.Line> lines, int log) {
        return lines.stream()
                .filter(line -> line.log() == log && line.round() > 0)
                .mapToDouble(line -> line.outcome().seconds() * 1e6 / line.outcome().events())
                .min()
                .orElseThrow();
    }

    private static double cpuMicros(List<RunMain.Line> lines, int log) {
        return lines.stream()
                .filter(line -> line.log() == log && line.round() > 0)
                .mapToDouble(line -> line.outcome().cpuSeconds() * 1e6 / line.outcome().events())
                .min()
                .orElseThrow();
    }

    private void block() throws IOException, InterruptedException {
        try (BenchKafka kafka = BenchKafka.start()) {
            write(RiskLog.BLOCK, kafka);
            RunOutcome loop = null;
            for (String way : WAYS) {
                List<RunMain.Line> lines = judge(way, 3, Long.MAX_VALUE, false, kafka);
                RunOutcome outcome = lines.get(lines.size() - 1).outcome();
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("fills", outcome.events());
                figures.put("cold_s", round(lines.get(0).outcome().secondsSinceBlock()));
                figures.put("warm_s", round(outcome.secondsSinceBlock()));
                figures.put("alerts", outcome.alerts().size());
                figures.put("incidents", outcome.incidents());
                results.add(
                        new Measurement(SUITE, "22,558 forced fills at one time, " + way, figures));
                loop = loop == null ? outcome : loop;
                agree("block", loop, way, outcome);
                if (outcome.secondsSinceBlock() > MAX_BLOCK_SECONDS) {
                    problems.add(
                            "the block took %.1f s on %s"
                                    .formatted(outcome.secondsSinceBlock(), way));
                }
            }
        }
    }

    private void profile(RiskLog log, String way, StackProfile.Shares shares) {
        if (shares != null) {
            String what = name(log) + ", " + way + ", percent of samples by ";
            results.add(new Measurement(SUITE, what + "kind of work", shares.kinds()));
            results.add(new Measurement(SUITE, what + "method", shares.methods()));
            results.add(new Measurement(SUITE, what + "thread", shares.threads()));
            Map<String, Object> cep = Map.of("cep_operators", shares.cep());
            results.add(new Measurement(SUITE, what + "all CEP operators", cep));
        }
    }

    private int size(RiskLog log) {
        return events == 0 ? log.defaultEvents() : events;
    }

    private void write(RiskLog log, BenchKafka kafka) throws InterruptedException {
        progress.accept(SUITE + ": writing the log " + name(log));
        log.write(kafka.bootstrapServers(), size(log));
    }

    private List<RunMain.Line> judge(
            String way, int rounds, long warmUpUntilMs, boolean profiled, BenchKafka... kafkas)
            throws IOException, InterruptedException {
        progress.accept(SUITE + ": judging it on " + way);
        List<String> arguments = new ArrayList<>();
        arguments.add(way);
        arguments.add(Integer.toString(rounds));
        arguments.add(Long.toString(warmUpUntilMs));
        arguments.add(Boolean.toString(profiled));
        for (BenchKafka kafka : kafkas) {
            arguments.add(kafka.bootstrapServers());
        }
        List<RunMain.Line> lines = new ArrayList<>();
        try (ChildJvm child =
                new ChildJvm(RunMain.jvmOptions(HEAP_MB), RunMain.class, arguments, Map.of())) {
            while (lines.size() < rounds * kafkas.length) {
                lines.add(
                        json.readValue(
                                child.await(RunMain.RESULT.strip(), PATIENCE), RunMain.Line.class));
            }
        }
        return lines;
    }

    static String name(RiskLog log) {
        return log.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}

package io.hyperwatch.testbed.bench.risk;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way of judging logs, in a process of its own: {@code RunMain WAY ROUNDS WARM_UP_UNTIL_MS
 * PROFILE KAFKA…}, the way being {@code loop} or a state backend. In each round each log is read
 * once from its beginning; the first round goes only so far and makes the code warm. Prints a line
 * for each run.
 */
public final class RunMain {

    static final String LOOP = "loop";
    static final String RESULT = "RESULT ";

    private RunMain() {}

    /** A line of it. */
    record Line(int round, int log, RunOutcome outcome, StackProfile.Shares profile) {}

    public static void main(String[] args) throws Exception {
        endWithInput();
        PrintStream out = System.out;
        ObjectMapper json = new ObjectMapper();
        int rounds = Integer.parseInt(args[1]);
        boolean profiled = Boolean.parseBoolean(args[3]);
        List<String> kafkas = List.of(args).subList(4, args.length);
        for (int round = 0; round < rounds; round++) {
            long untilMs = round == 0 ? Long.parseLong(args[2]) : Long.MAX_VALUE;
            boolean last = round == rounds - 1;
            for (int log = 0; log < kafkas.size(); log++) {
                Line line;
                if (profiled && last) {
                    try (StackProfile profile = StackProfile.start()) {
                        RunOutcome outcome = run(args[0], kafkas.get(log), untilMs);
                        line = new Line(round, log, outcome, profile.finish());
                    }
                } else {
                    line = new Line(round, log, run(args[0], kafkas.get(log), untilMs), null);
                }
                out.println(RESULT + json.writeValueAsString(line));
            }
        }
        System.exit(0);
    }

    static RunOutcome run(String way, String kafka, long untilMs) throws Exception {
        if (LOOP.equals(way)) {
            return new RiskLoop().run(kafka, untilMs);
        }
        Path checkpoints = Files.createTempDirectory("hyperwatch-checkpoints");
        try {
            return RiskJobRun.run(kafka, way, checkpoints, untilMs);
        } finally {
            delete(checkpoints);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The launcher's end ends this process too. */
    static void endWithInput() {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                while (System.in.read() >= 0) {
                                    // Nothing is said; only the end means something.
                                }
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } finally {
                                Runtime.getRuntime().halt(0);
                            }
                        },
                        "launcher-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Flink needs these; the loop gets them too, so that both run under the same options. */
    static List<String> jvmOptions(int heapMb) {
        return List.of(
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-Dlog4j2.configurationFile=io/hyperwatch/replay/log4j2.xml",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");
    }
}

package io.hyperwatch.testbed.bench.risk;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of all threads goes, by sampling their stacks every 10 ms: by thread, by the kind
 * of work (the innermost frame that tells) and by the innermost method of ours.
 */
final class StackProfile implements AutoCloseable {

    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String OURS = "io.hyperwatch.";
    private static final String BENCH = "io.hyperwatch.testbed.";
    private static final int TOP = 25;

    /** In the names of the operators, and so of the threads. */
    private static final String CEP = "(CEP)";

    /** Kind of work by the beginning of a class name; of several the longest. */
    private static final Map<String, String> KINDS =
            Map.ofEntries(
                    Map.entry("com.fasterxml.jackson.", "JSON"),
                    Map.entry("io.hyperwatch.json.", "JSON"),
                    Map.entry("org.apache.kafka.", "Kafka client"),
                    Map.entry("io.hyperwatch.jobs.io.RawRecordReader", "headers"),
                    Map.entry("org.rocksdb.", "RocksDB"),
                    Map.entry("org.apache.flink.state.rocksdb.", "RocksDB state"),
                    Map.entry("org.apache.flink.runtime.state.heap.", "heap state"),
                    Map.entry("java.util.HashMap", "maps"),
                    Map.entry("java.util.LinkedHashMap", "maps"),
                    Map.entry("java.util.Formatter", "String.format"),
                    Map.entry("org.apache.flink.api.java.typeutils.runtime.", "serialization"),
                    Map.entry("org.apache.flink.api.common.typeutils.", "serialization"),
                    Map.entry("org.apache.flink.core.memory.", "serialization"),
                    Map.entry("org.apache.flink.streaming.api.operators.InternalTimer", "timers"),
                    Map.entry("org.apache.flink.runtime.io.network.", "exchange between tasks"),
                    Map.entry("org.apache.flink.runtime.checkpoint.", "checkpoints"),
                    Map.entry("org.apache.flink.cep.", "CEP"),
                    Map.entry("io.hyperwatch.patterns.", "cores"),
                    Map.entry("io.hyperwatch.jobs.", "job functions"));

    private final Recording recording;

    /**
     * Shares in percent.
     *
     * @param cep of the tasks that follow signals with Flink CEP, all they do
     * @param samples how many there were
     */
    record Shares(
            Map<String, Object> kinds,
            Map<String, Object> methods,
            Map<String, Object> threads,
            double cep,
            long samples) {}

    private StackProfile(Recording recording) {
        this.recording = recording;
    }

    static StackProfile start() {
        Recording recording = new Recording();
        recording.enable(SAMPLE).withPeriod(Duration.ofMillis(10)).withStackTrace();
        recording.start();
        return new StackProfile(recording);
    }

    Shares finish() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("hyperwatch-profile", ".jfr");
        try {
            recording.dump(file);
            return shares(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Shares shares(Path file) throws IOException {
        Map<String, Integer> kinds = new HashMap<>();
        Map<String, Integer> methods = new HashMap<>();
        Map<String, Integer> threads = new HashMap<>();
        int samples = 0;
        int cep = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (!SAMPLE.equals(event.getEventType().getName())
                        || event.getStackTrace() == null) {
                    continue;
                }
                samples++;
                List<RecordedFrame> stack = event.getStackTrace().getFrames();
                kinds.merge(kind(stack), 1, Integer::sum);
                methods.merge(method(stack), 1, Integer::sum);
                RecordedThread thread = event.getThread("sampledThread");
                String name = thread == null ? "?" : thread.getJavaName();
                threads.merge(name, 1, Integer::sum);
                cep += name.contains(CEP) ? 1 : 0;
            }
        }
        return new Shares(
                percent(kinds, samples),
                percent(methods, samples),
                percent(threads, samples),
                percent(cep, samples),
                samples);
    }

    private static String kind(List<RecordedFrame> stack) {
        for (RecordedFrame frame : stack) {
            String type = frame.getMethod().getType().getName();
            String best = "";
            for (String prefix : KINDS.keySet()) {
                if (type.startsWith(prefix) && prefix.length() > best.length()) {
                    best = prefix;
                }
            }
            if (!best.isEmpty()) {
                return KINDS.get(best);
            }
        }
        return "other";
    }

    private static String method(List<RecordedFrame> stack) {
        for (RecordedFrame frame : stack) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OURS) && !type.startsWith(BENCH)) {
                return type.substring(type.lastIndexOf('.') + 1)
                        + "."
                        + frame.getMethod().getName();
            }
        }
        return "none of ours";
    }

    private static Map<String, Object> percent(Map<String, Integer> counts, int samples) {
        Map<String, Object> shares = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(TOP)
                .forEach(entry -> shares.put(entry.getKey(), percent(entry.getValue(), samples)));
        return shares;
    }

    private static double percent(int count, int samples) {
        return Math.round(count * 1_000.0 / samples) / 10.0;
    }

    @Override
    public void close() {
        recording.close();
    }
}

package io.hyperwatch.testbed.bench;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one thread's time goes, by sampling its stack every 10 ms: by method, and by the part of
 * the bridge that was at work, which is the innermost frame of ours.
 */
final class RelayProfile implements AutoCloseable {

    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String OURS = "io.hyperwatch.";
    private static final int TOP = 15;

    private final String thread;
    private final Recording recording;

    private RelayProfile(String thread, Recording recording) {
        this.thread = thread;
        this.recording = recording;
    }

    static RelayProfile start(String thread) {
        Recording recording = new Recording();
        recording.enable(SAMPLE).withPeriod(Duration.ofMillis(10)).withStackTrace();
        recording.start();
        return new RelayProfile(thread, recording);
    }

    /** Shares in percent of all samples of the thread, the largest first. */
    List<Measurement> finish() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("hyperwatch-profile", ".jfr");
        try {
            recording.dump(file);
            return summarize(RecordingFile.readAllEvents(file));
        } finally {
            Files.delete(file);
        }
    }

    private List<Measurement> summarize(List<RecordedEvent> events) {
        Map<String, Integer> methods = new HashMap<>();
        Map<String, Integer> parts = new HashMap<>();
        int samples = 0;
        for (RecordedEvent event : events) {
            if (event.getThread("sampledThread") == null
                    || !thread.equals(event.getThread("sampledThread").getJavaName())) {
                continue;
            }
            samples++;
            List<RecordedFrame> stack = event.getStackTrace().getFrames();
            methods.merge(name(stack.get(0)), 1, Integer::sum);
            parts.merge(part(stack), 1, Integer::sum);
        }
        List<Measurement> results = new ArrayList<>();
        results.add(
                new Measurement(
                        "bridge", "profile: part at work, percent", shares(parts, samples)));
        results.add(
                new Measurement("bridge", "profile: method, percent", shares(methods, samples)));
        return results;
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
    }

    private static String part(List<RecordedFrame> stack) {
        for (RecordedFrame frame : stack) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OURS)) {
                return name(frame);
            }
        }
        return "other";
    }

    private static Map<String, Object> shares(Map<String, Integer> counts, int samples) {
        Map<String, Object> shares = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(TOP)
                .forEach(
                        entry ->
                                shares.put(
                                        entry.getKey(),
                                        Math.round(entry.getValue() * 1000.0 / samples) / 10.0));
        shares.put("samples", samples);
        return shares;
    }

    @Override
    public void close() {
        recording.close();
    }
}

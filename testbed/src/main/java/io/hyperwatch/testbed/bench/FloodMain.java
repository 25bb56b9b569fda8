package io.hyperwatch.testbed.bench;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * As many frames as the bridge takes, in a process of its own: {@code FloodMain KAFKA WARM_UP_S
 * SECONDS}. Frames that a simulated exchange has made are put into the inbox by one thread, played
 * over and over; one relay thread takes them. Prints its results as {@link Measurement} lines.
 */
public final class FloodMain {

    static final String RESULT = "RESULT ";

    /** Half an hour of exchange time: the tape may run faster than time does, but not ahead. */
    private static final long BEHIND_MS = Duration.ofMinutes(30).toMillis();

    /** A tenth of what the publisher lets wait before it spools. */
    private static final long MAX_PENDING = 10_000;

    private static final int LOOK_EVERY = 64;

    private final FloodedBridge bridge;
    private final FrameTape tape;
    private final long startMs = System.currentTimeMillis() - BEHIND_MS;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private int next;
    private int play;

    private FloodMain(FloodedBridge bridge, FrameTape tape) {
        this.bridge = bridge;
        this.tape = tape;
    }

    public static void main(String[] args) throws Exception {
        endWithInput();
        PrintStream out = System.out;
        ObjectMapper json = new ObjectMapper();
        try (FloodedBridge bridge = new FloodedBridge(args[0])) {
            FloodMain flood = new FloodMain(bridge, bridge.start());
            flood.feedFor(Duration.ofSeconds(Long.parseLong(args[1])));
            for (Measurement result : flood.measure(Duration.ofSeconds(Long.parseLong(args[2])))) {
                out.println(RESULT + json.writeValueAsString(result));
            }
        }
        System.exit(0);
    }

    /** The launcher's end, or its having heard enough, ends this process too. */
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

    private List<Measurement> measure(Duration length) throws InterruptedException, IOException {
        long frames = bridge.framesRelayed();
        long records = bridge.recordsRelayed();
        long start = System.nanoTime();
        long cpu = cpuNanos("relay");
        long sender = cpuNanos("kafka-producer");
        long gc = gcMs();
        try (RelayProfile profile = RelayProfile.start("relay")) {
            feedFor(length);
            double seconds = (System.nanoTime() - start) / 1e9;
            frames = bridge.framesRelayed() - frames;
            records = bridge.recordsRelayed() - records;
            double cpuMicros = (cpuNanos("relay") - cpu) / 1e3;
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("frames", frames);
            figures.put("records", records);
            figures.put("mean_frame_bytes", tape.meanBytes());
            figures.put("frames_per_s", Math.round(frames / seconds));
            figures.put("records_per_s", Math.round(records / seconds));
            figures.put("relay_cpu_us_per_frame", round(cpuMicros / frames));
            figures.put("frames_per_relay_cpu_s", Math.round(frames / (cpuMicros / 1e6)));
            figures.put("relay_thread_busy_percent", Math.round(cpuMicros / 1e4 / seconds));
            figures.put(
                    "kafka_client_cpu_us_per_frame",
                    round((cpuNanos("kafka-producer") - sender) / 1e3 / frames));
            figures.put("gc_percent", round((gcMs() - gc) / 10.0 / seconds));
            List<Measurement> results = profile.finish();
            results.add(
                    0,
                    new Measurement(
                            "bridge",
                            "throughput: inbox -> acknowledged by Kafka, one relay thread",
                            figures));
            return results;
        }
    }

    /** Feeds for so long, then waits until Kafka has confirmed everything. */
    private void feedFor(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        for (int fed = 0; fed % LOOK_EVERY != 0 || System.nanoTime() < end; fed++) {
            if (next == tape.size()) {
                next = 0;
                play++;
            }
            bridge.feed(tape.frame(next++, play, startMs));
            while (fed % LOOK_EVERY == 0 && bridge.pending() > MAX_PENDING) {
                TimeUnit.MICROSECONDS.sleep(100);
            }
        }
        bridge.awaitQuiet();
    }

    private long cpuNanos(String name) {
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(name)) {
                return threads.getThreadCpuTime(info.getThreadId());
            }
        }
        throw new IllegalStateException("no thread is called " + name);
    }

    private static long gcMs() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}

package io.hyperwatch.testbed.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Memory of a {@link MeasuredBridge} at some moments of its run. */
final class MemorySamples {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChildJvm bridge;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    MemorySamples(ChildJvm bridge) {
        this.bridge = bridge;
    }

    void take(String when) throws InterruptedException {
        bridge.say("memory");
        String[] said = bridge.await("MEMORY", PATIENCE).split(" ");
        figures.put("heap_" + when + "_mb", megabytes(said[0]));
        figures.put("rss_" + when + "_mb", megabytes(said[1]));
    }

    private static double megabytes(String kilobytes) {
        return Math.round(Long.parseLong(kilobytes) / 102.4) / 10.0;
    }

    Map<String, Object> figures() {
        return figures;
    }
}

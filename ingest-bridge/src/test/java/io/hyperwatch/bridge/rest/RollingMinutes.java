package io.hyperwatch.bridge.rest;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the exchange counts, the naive way: all weights with their times. */
public final class RollingMinutes {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final TreeMap<Long, Long> weightAt = new TreeMap<>();

    public void count(long atNanos, int weight) {
        weightAt.merge(atNanos, (long) weight, Long::sum);
    }

    public long sum() {
        return weightAt.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The greatest weight of any 60 s. */
    public long greatest() {
        long greatest = 0;
        long inside = 0;
        TreeMap<Long, Long> window = new TreeMap<>();
        for (Map.Entry<Long, Long> call : weightAt.entrySet()) {
            window.put(call.getKey(), call.getValue());
            inside += call.getValue();
            while (window.firstKey() <= call.getKey() - MINUTE) {
                inside -= window.pollFirstEntry().getValue();
            }
            greatest = Math.max(greatest, inside);
        }
        return greatest;
    }
}

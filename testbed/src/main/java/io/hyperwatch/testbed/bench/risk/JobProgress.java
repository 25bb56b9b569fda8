package io.hyperwatch.testbed.bench.risk;

import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far the one job of this process is; its tasks all run in it. Begins with the first record
 * that a source reads, ends when the last sink has seen the end of its input.
 */
final class JobProgress {

    private static final NavigableSet<String> ALERTS = new ConcurrentSkipListSet<>();
    private static final Map<String, Boolean> INCIDENTS = new ConcurrentHashMap<>();
    private static final LongAdder EVENTS = new LongAdder();
    private static final LongAdder UNREADABLE = new LongAdder();

    private static volatile long firstNanos;
    private static volatile long firstCpuNanos;
    private static volatile long endCpuNanos;
    private static volatile long blockNanos;
    private static volatile long endNanos;

    private JobProgress() {}

    static void begin() {
        ALERTS.clear();
        INCIDENTS.clear();
        EVENTS.reset();
        UNREADABLE.reset();
        firstNanos = 0;
        blockNanos = 0;
        endNanos = 0;
    }

    /**
     * @param event whether it is no tick or other control record
     */
    static void read(boolean event, long timestampMs) {
        if (firstNanos == 0) {
            firstCpuNanos = ProcessCpu.nanos();
            firstNanos = System.nanoTime();
        }
        if (event) {
            EVENTS.increment();
            if (timestampMs == RiskLog.BLOCK_MS && blockNanos == 0) {
                blockNanos = System.nanoTime();
            }
        }
    }

    static void alert(String canonical) {
        ALERTS.add(canonical);
    }

    static void incident(String id) {
        INCIDENTS.put(id, true);
    }

    static void unreadable() {
        UNREADABLE.increment();
    }

    /** Nothing more comes to one of the sinks. */
    static synchronized void end() {
        endNanos = System.nanoTime();
        endCpuNanos = ProcessCpu.nanos();
    }

    static NavigableSet<String> alerts() {
        return ALERTS;
    }

    static long incidents() {
        return INCIDENTS.size();
    }

    static long events() {
        return EVENTS.sum();
    }

    static long unreadableRecords() {
        return UNREADABLE.sum();
    }

    /** From the first record to the end. */
    static double seconds() {
        return (endNanos - firstNanos) / 1e9;
    }

    /** Of the whole process, between the first record and the end. */
    static double cpuSeconds() {
        return (endCpuNanos - firstCpuNanos) / 1e9;
    }

    /** From the first record of the block to the end. */
    static double secondsSinceBlock() {
        return blockNanos == 0 ? 0 : (endNanos - blockNanos) / 1e9;
    }
}

package io.hyperwatch.jobs.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the partitions of a log together while they are read: none gets more than a minute of log
 * time ahead of the one furthest behind. Rules that mix topics hold records until time has passed
 * in all of them; without a pace, a small topic would be read to its end and wait in their state.
 * What follows from the log does not depend on it.
 */
final class Pace {

    static final long LEAD_MS = 60_000;

    private static final Map<String, Pace> PACES = new ConcurrentHashMap<>();
    private static final CompletableFuture<Void> FREE = CompletableFuture.completedFuture(null);

    private final Map<String, Long> reachedMs = new HashMap<>();
    private long lastMs = Long.MIN_VALUE;
    private CompletableFuture<Void> moved = new CompletableFuture<>();

    /** That of a log; all readers of it are in this process. */
    static Pace of(String folder) {
        return PACES.computeIfAbsent(folder, name -> new Pace());
    }

    static void forget(String folder) {
        PACES.remove(folder);
    }

    /** From now on the others wait for this partition. */
    synchronized void join(String partition) {
        reachedMs.put(partition, Long.MIN_VALUE);
    }

    synchronized void reached(String partition, long timeMs) {
        if (reachedMs.replace(partition, timeMs) != null) {
            move();
        }
    }

    /** Nobody waits for this partition any more. */
    synchronized void leave(String partition) {
        reachedMs.remove(partition);
        move();
    }

    /**
     * @return done when a partition that has come so far may go on
     */
    synchronized CompletableFuture<Void> passage(long timeMs) {
        boolean free = lastMs == Long.MAX_VALUE || timeMs <= lastMs + LEAD_MS;
        return free || timeMs == Long.MIN_VALUE ? FREE : moved;
    }

    private void move() {
        long last =
                reachedMs.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        if (last != lastMs) {
            lastMs = last;
            CompletableFuture<Void> done = moved;
            moved = new CompletableFuture<>();
            done.complete(null);
        }
    }
}

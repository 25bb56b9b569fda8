package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.patterns.incident.Detector;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** At most one deadline a key; those that were moved are passed over when they come up. */
final class Deadlines {

    /** What a key does when its time has come. */
    interface Due {
        void fire(String key, long timeMs);
    }

    private record Deadline(long timeMs, String key) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            return Long.compare(timeMs, other.timeMs);
        }
    }

    private final PriorityQueue<Deadline> queue = new PriorityQueue<>();
    private final Map<String, Long> armed = new HashMap<>();
    private final Due due;

    Deadlines(Due due) {
        this.due = due;
    }

    /**
     * @param deadlineMs {@link Detector#NEVER} for none
     * @param notBeforeMs one that is already over counts as being at this time
     */
    void arm(String key, long deadlineMs, long notBeforeMs) {
        if (deadlineMs == Detector.NEVER) {
            armed.remove(key);
            return;
        }
        long timeMs = Math.max(deadlineMs, notBeforeMs);
        Long before = armed.put(key, timeMs);
        if (before == null || before != timeMs) {
            queue.add(new Deadline(timeMs, key));
        }
    }

    /** Fires, in order, what is not after a time that has come. */
    void advance(long timeMs) {
        while (!queue.isEmpty() && queue.peek().timeMs() <= timeMs) {
            Deadline next = queue.poll();
            Long wanted = armed.get(next.key());
            if (wanted != null && wanted == next.timeMs()) {
                armed.remove(next.key());
                due.fire(next.key(), next.timeMs());
            }
        }
    }
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the records of several topics into the order of their event times.
 *
 * <p>Topics have no common order. A record is held until log time has passed its event time by the
 * hold, in all topics: what was not in the log of its own topic by then takes its place when it
 * comes. So a record's place is max(event time + hold, log time), then event time, then what the
 * caller says; it follows from the logs alone, however fast each of them is read.
 *
 * <p>State: the records of the last hold.
 */
public final class HoldQueue<I> {

    /** The contract's hold for rules that mix topics. */
    public static final long HOLD_MS = 10_000;

    /** Taken out together: a timer for each record would look through all of them each time. */
    private static final long STEP_MS = 1_000;

    /**
     * A record whose time has come.
     *
     * @param releaseMs log time at which it is judged
     */
    public record Released<I>(long releaseMs, I input) {}

    private final Table<String, I> held;
    private final Cell<Long> next;
    private final long holdMs;

    public HoldQueue(Table<String, I> held, Cell<Long> next, long holdMs) {
        this.held = held;
        this.next = next;
        this.holdMs = holdMs;
    }

    /**
     * @param order what decides between records of one event time; unique
     */
    public void add(I input, long eventTimeMs, long logTimeMs, String order) {
        long releaseMs = Math.max(eventTimeMs + holdMs, logTimeMs);
        held.put("%019d|%019d|%s".formatted(releaseMs, eventTimeMs, order), input);
        long dueMs = Math.floorDiv(releaseMs + STEP_MS - 1, STEP_MS) * STEP_MS;
        if (dueMs < nextDeadlineMs()) {
            next.set(dueMs);
        }
    }

    /**
     * Takes out what is due, in order; between two steps as well, where something else is due that
     * must not overtake it.
     *
     * @param timeMs log time that has come in all topics
     */
    public List<Released<I>> release(long timeMs) {
        if (next.get() == null) {
            return List.of();
        }
        TreeMap<String, I> due = new TreeMap<>();
        long earliestMs = Detector.NEVER;
        for (Map.Entry<String, I> entry : held.entries()) {
            long releaseMs = releaseMs(entry.getKey());
            if (releaseMs <= timeMs) {
                due.put(entry.getKey(), entry.getValue());
            } else {
                earliestMs = Math.min(earliestMs, releaseMs);
            }
        }
        List<Released<I>> released = new ArrayList<>(due.size());
        due.forEach(
                (place, input) -> {
                    held.remove(place);
                    released.add(new Released<>(releaseMs(place), input));
                });
        next.set(
                earliestMs == Detector.NEVER
                        ? null
                        : Long.valueOf(Math.floorDiv(earliestMs + STEP_MS - 1, STEP_MS) * STEP_MS));
        return released;
    }

    /** {@link Detector#NEVER} when none. */
    public long nextDeadlineMs() {
        Long due = next.get();
        return due == null ? Detector.NEVER : due;
    }

    private static long releaseMs(String place) {
        return Long.parseLong(place, 0, 19, 10);
    }
}

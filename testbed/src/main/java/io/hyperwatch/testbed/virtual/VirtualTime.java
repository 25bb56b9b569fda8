package io.hyperwatch.testbed.virtual;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.testbed.exchange.ExchangeClock;
import io.hyperwatch.testbed.exchange.Scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Time that passes only when told to. What is due at the same moment happens in the order it was
 * given. An exception of an event ends the run that met it. For one thread.
 */
public final class VirtualTime implements BridgeClock, ExchangeClock, Scheduler {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Not 0, which says "never" in many places. */
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();

    private final long startMs;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nanos = FIRST_NANOS;
    private long given;

    private record Event(long atNanos, long number, Runnable task) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return atNanos != other.atNanos
                    ? Long.compare(atNanos, other.atNanos)
                    : Long.compare(number, other.number);
        }
    }

    /**
     * @param startMs time of day at the start
     */
    public VirtualTime(long startMs) {
        this.startMs = startMs;
    }

    @Override
    public long epochMs() {
        return startMs + (nanos - FIRST_NANOS) / NANOS_PER_MILLI;
    }

    @Override
    public long millis() {
        return epochMs();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(startMs).plusNanos(nanos - FIRST_NANOS);
    }

    /** {@link #nanos} at a time of day. */
    public long nanosAt(long epochMs) {
        return FIRST_NANOS + (epochMs - startMs) * NANOS_PER_MILLI;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        at(nanos + delay.toNanos(), task);
    }

    /** Does it at {@link #nanos}, at once (after what is due already) if that is over. */
    public void at(long atNanos, Runnable task) {
        events.add(new Event(Math.max(atNanos, nanos), given, task));
        given++;
    }

    /** {@link #nanos} of the next event; {@link Long#MAX_VALUE} for none. */
    public long nextNanos() {
        Event next = events.peek();
        return next == null ? Long.MAX_VALUE : next.atNanos();
    }

    /** Moves to the next event and lets it happen; false if there is none. */
    public boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        nanos = next.atNanos();
        next.task().run();
        return true;
    }

    /** Lets everything happen that is due until then, which includes that moment. */
    public void advanceTo(long untilNanos) {
        while (nextNanos() <= untilNanos) {
            step();
        }
        nanos = Math.max(nanos, untilNanos);
    }

    /** {@link #advanceTo} a time of day. */
    public void runUntil(long epochMs) {
        advanceTo(nanosAt(epochMs));
    }

    /** {@link #advanceTo} so much later. */
    public void runFor(Duration length) {
        advanceTo(nanos + length.toNanos());
    }

    /** Events that have not happened yet. */
    public int pending() {
        return events.size();
    }
}

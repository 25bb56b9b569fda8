package io.hyperwatch.bridge.connect;

import java.time.Duration;

/**
 * Stops all connecting for 30 s after 5 attempts in a row, over at least 10 s, came to nothing,
 * whichever connections they were for; then lets a single one through, and with its success all
 * others. By number alone, three sockets that are refused twice within 100 ms would keep the bridge
 * away for 30 s from an exchange that was away for one.
 */
final class CircuitBreaker {

    static final int FAILURES = 5;
    static final Duration FAILING_FOR = Duration.ofSeconds(10);
    static final Duration OPEN_FOR = Duration.ofSeconds(30);

    /** As it is shown to people. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private State state = State.CLOSED;
    private int failures;
    private long failingSinceNanos;
    private int probe;
    private long openUntilNanos;

    State state() {
        return state;
    }

    /** When an attempt may be made; never while the probe is under way. */
    long nextNanos(long nowNanos) {
        return switch (state) {
            case CLOSED -> nowNanos;
            case OPEN -> Math.max(nowNanos, openUntilNanos);
            case HALF_OPEN -> Long.MAX_VALUE;
        };
    }

    /** An attempt that was allowed is made. */
    void attempted(int connection) {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
            probe = connection;
        }
    }

    void succeeded() {
        state = State.CLOSED;
        failures = 0;
    }

    /**
     * @return whether connecting stops because of it
     */
    boolean failed(int connection, long nowNanos) {
        if (failures == 0) {
            failingSinceNanos = nowNanos;
        }
        failures++;
        boolean tripped =
                state == State.CLOSED
                        && failures >= FAILURES
                        && nowNanos - failingSinceNanos >= FAILING_FOR.toNanos();
        if (tripped || isProbe(connection)) {
            state = State.OPEN;
            openUntilNanos = nowNanos + OPEN_FOR.toNanos();
            return true;
        }
        return false;
    }

    /** We gave the attempt up ourselves; it says nothing. */
    void abandoned(int connection, long nowNanos) {
        if (isProbe(connection)) {
            state = State.OPEN;
            openUntilNanos = nowNanos;
        }
    }

    private boolean isProbe(int connection) {
        return state == State.HALF_OPEN && connection == probe;
    }
}

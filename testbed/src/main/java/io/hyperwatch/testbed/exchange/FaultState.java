package io.hyperwatch.testbed.exchange;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Which faults are in force; set by {@link Faults}, asked by the servers. */
final class FaultState {

    volatile boolean stalled;
    volatile boolean refusing;
    volatile Duration ackDelay = Duration.ZERO;
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failureStatus;
    private volatile long stormEndNanos = System.nanoTime();

    void duplicate(int frames) {
        duplicates.set(frames);
    }

    boolean takeDuplicate() {
        return duplicates.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    void failRequests(int status, int count) {
        failureStatus = status;
        failures.set(count);
    }

    /** The status the next request must fail with; 0 for none. */
    int takeFailure() {
        if (stormEndNanos - System.nanoTime() > 0) {
            return 429;
        }
        return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? failureStatus : 0;
    }

    void storm(Duration length) {
        stormEndNanos = System.nanoTime() + length.toNanos();
    }
}

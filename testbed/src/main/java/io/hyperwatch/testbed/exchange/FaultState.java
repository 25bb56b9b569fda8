package io.hyperwatch.testbed.exchange;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Which faults are in force for everybody; set by {@link Faults}, asked by the servers. */
final class FaultState {

    private final ExchangeClock clock;
    private final FrameDrops drops = new FrameDrops();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger lostRequests = new AtomicInteger();
    private volatile boolean stalled;
    private volatile boolean refusing;
    private volatile Duration ackDelay = Duration.ZERO;
    private volatile int failureStatus;
    private volatile long stallEndNanos;
    private volatile long refusalEndNanos;
    private volatile long stormEndNanos;
    private volatile long delayNanos;
    private volatile long delayEndNanos;

    FaultState(ExchangeClock clock) {
        this.clock = clock;
        clear();
    }

    void stall(boolean on) {
        stalled = on;
    }

    void stallFor(Duration length) {
        stallEndNanos = clock.nanos() + length.toNanos();
    }

    boolean isStalled() {
        return stalled || stallEndNanos - clock.nanos() > 0;
    }

    void refuse(boolean on) {
        refusing = on;
    }

    void refuseFor(Duration length) {
        refusalEndNanos = clock.nanos() + length.toNanos();
    }

    boolean isRefusing() {
        return refusing || refusalEndNanos - clock.nanos() > 0;
    }

    void delayFor(Duration delay, Duration length) {
        delayNanos = delay.toNanos();
        delayEndNanos = clock.nanos() + length.toNanos();
    }

    /** How much later a frame of now is to leave. */
    long delayNanos() {
        return delayEndNanos - clock.nanos() > 0 ? delayNanos : 0;
    }

    void ackDelay(Duration delay) {
        ackDelay = delay;
    }

    Duration ackDelay() {
        return ackDelay;
    }

    FrameDrops drops() {
        return drops;
    }

    void duplicate(int frames) {
        duplicates.set(frames);
    }

    boolean takeDuplicate() {
        return take(duplicates);
    }

    void failRequests(int status, int count) {
        failureStatus = status;
        failures.set(count);
    }

    /** The status the next request must fail with; 0 for none. */
    int takeFailure() {
        if (stormEndNanos - clock.nanos() > 0) {
            return 429;
        }
        return take(failures) ? failureStatus : 0;
    }

    void loseRequests(int count) {
        lostRequests.set(count);
    }

    /** Whether the next request must stay without an answer. */
    boolean takeLoss() {
        return take(lostRequests);
    }

    void storm(Duration length) {
        stormEndNanos = clock.nanos() + length.toNanos();
    }

    /** Ends every fault. */
    void clear() {
        long now = clock.nanos();
        stalled = false;
        stallEndNanos = now;
        refusing = false;
        refusalEndNanos = now;
        ackDelay = Duration.ZERO;
        delayEndNanos = now;
        stormEndNanos = now;
        duplicates.set(0);
        failures.set(0);
        lostRequests.set(0);
        drops.clear();
    }

    private static boolean take(AtomicInteger left) {
        return left.get() > 0 && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}

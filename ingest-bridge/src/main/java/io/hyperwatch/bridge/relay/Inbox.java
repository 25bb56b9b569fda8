package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one bounded queue into the relay. It sets the order of everything the bridge received: the
 * time of receipt is stamped on entry, under the same lock, and never falls. When it is full the
 * sender waits, which stops the reading of its socket; nothing is dropped.
 */
public final class Inbox {

    /** 64 M characters: several of the largest frames. */
    private static final long MAX_CHARS = 64L * 1024 * 1024;

    private final int capacity;
    private final BridgeClock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private final ArrayDeque<Input> queue = new ArrayDeque<>();
    private long chars;
    private long lastReceivedAtMs;
    private long waits;
    private boolean closed;

    public Inbox(int capacity, BridgeClock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    /** Takes a frame, waiting while full; ignored once closed. */
    public void frame(int connection, String text) throws InterruptedException {
        put(text.length(), receivedAtMs -> new Input.Frame(receivedAtMs, connection, text));
    }

    /** Takes a REST answer, waiting while full; ignored once closed. */
    public void answer(String request, String response) throws InterruptedException {
        put(
                request.length() + response.length(),
                receivedAtMs ->
                        new Input.Answer(receivedAtMs, 0, request, response, Source.REST, true));
    }

    private void put(int length, Stamping stamping) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (isFull(length)) {
                waits++;
            }
            while (isFull(length) && !closed) {
                notFull.await();
            }
            if (closed) {
                return;
            }
            lastReceivedAtMs = Math.max(clock.epochMs(), lastReceivedAtMs);
            queue.add(stamping.at(lastReceivedAtMs));
            chars += length;
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(int length) {
        return queue.size() >= capacity || (!queue.isEmpty() && chars + length > MAX_CHARS);
    }

    /** The oldest input, or null when none came within the time or the inbox was closed. */
    Input poll(long timeoutNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeoutNanos;
            while (queue.isEmpty() && left > 0 && !closed) {
                left = notEmpty.awaitNanos(left);
            }
            Input input = queue.poll();
            if (input != null) {
                chars -= input.length();
                notFull.signalAll();
            }
            return input;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How far time has come for the relay: the clock, but not beyond the oldest input that still
     * waits.
     */
    long horizonMs() {
        lock.lock();
        try {
            Input oldest = queue.peek();
            long now = clock.epochMs();
            return oldest == null ? now : Math.min(now, oldest.receivedAtMs());
        } finally {
            lock.unlock();
        }
    }

    /** How long the oldest input has been waiting, in milliseconds. */
    public long lagMs() {
        return Math.max(0, clock.epochMs() - horizonMs());
    }

    public int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** How often a sender had to wait. */
    public long waits() {
        lock.lock();
        try {
            return waits;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what is inside can still be polled. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            notFull.signalAll();
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isDrained() {
        lock.lock();
        try {
            return closed && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private interface Stamping {
        Input at(long receivedAtMs);
    }
}

package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.TransportListener;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.TrackingRequest;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one bounded queue into the relay. It sets the order of everything the bridge received: the
 * time of receipt is stamped on entry, under the same lock, and never falls. When it is full the
 * sender waits, which stops the reading of its socket; nothing is dropped, and all is ignored once
 * it is closed.
 */
public final class Inbox implements TransportListener {

    /** 64 M characters: several of the largest frames. */
    private static final long MAX_CHARS = 64L * 1024 * 1024;

    /** Under load a turn at the lock for each input would cost as much as relaying it. */
    private static final int TAKEN_AT_ONCE = 64;

    /** But no more of the large ones than need be. */
    private static final long TAKEN_CHARS = 1024 * 1024;

    private final int capacity;
    private final BridgeClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private final ArrayDeque<Input> queue = new ArrayDeque<>();

    /** The oldest ones, of the relay's thread alone. */
    private final ArrayDeque<Input> taken = new ArrayDeque<>();

    private volatile int takenCount;
    private volatile long takenHeadMs = Long.MAX_VALUE;
    private long chars;
    private long lastReceivedAtMs;
    private long waits;
    private boolean closed;

    public Inbox(int capacity, BridgeClock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public void opened(int connection) throws InterruptedException {
        put(0, receivedAtMs -> new Input.Opened(receivedAtMs, connection));
    }

    @Override
    public void frame(int connection, String text) throws InterruptedException {
        put(text.length(), receivedAtMs -> new Input.Frame(receivedAtMs, connection, text));
    }

    @Override
    public void closed(int connection, int code, String reason) throws InterruptedException {
        put(0, receivedAtMs -> new Input.Closed(receivedAtMs, connection, code, reason));
    }

    @Override
    public void answered(RestCall call, String body, boolean last) throws InterruptedException {
        put(
                call.request().length() + body.length(),
                receivedAtMs ->
                        new Input.Answer(
                                receivedAtMs,
                                call.id(),
                                call.request(),
                                body,
                                call.source(),
                                last));
    }

    @Override
    public void failed(RestCall call, int status, String reason) throws InterruptedException {
        put(0, receivedAtMs -> new Input.Failed(receivedAtMs, call.id(), status, reason));
    }

    /** Somebody asks us to look at an account. */
    public void tracking(TrackingRequest request) throws InterruptedException {
        put(0, receivedAtMs -> new Input.Tracking(receivedAtMs, request));
    }

    /** Something was found where a tracking request should be. */
    public void unreadable(String origin, String text, String reason) throws InterruptedException {
        put(
                text.length(),
                receivedAtMs -> new Input.Unreadable(receivedAtMs, origin, text, reason));
    }

    /** A line of a node's file. */
    public void nodeLine(String file, String text) throws InterruptedException {
        put(text.length(), receivedAtMs -> new Input.NodeLine(receivedAtMs, file, text));
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
        return queue.size() + takenCount >= capacity
                || (!queue.isEmpty() && chars + length > MAX_CHARS);
    }

    /**
     * The oldest input, or null when none came within the time or the inbox was closed. For one
     * thread alone.
     */
    public Input poll(long timeoutNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (taken.isEmpty()) {
            take(timeoutNanos);
        }
        Input input = taken.poll();
        if (input != null) {
            takenCount = taken.size();
            takenHeadMs = taken.isEmpty() ? Long.MAX_VALUE : taken.peek().receivedAtMs();
        }
        return input;
    }

    /** Waits for an input, then takes some with one turn at the lock. */
    private void take(long timeoutNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeoutNanos;
            while (queue.isEmpty() && left > 0 && !closed) {
                left = notEmpty.awaitNanos(left);
            }
            long takenChars = 0;
            while (!queue.isEmpty() && taken.size() < TAKEN_AT_ONCE && takenChars < TAKEN_CHARS) {
                Input input = queue.poll();
                takenChars += input.length();
                taken.add(input);
            }
            chars -= takenChars;
            if (!taken.isEmpty()) {
                // The first is handed out at once: whoever waits for room must not count it.
                takenHeadMs = taken.peek().receivedAtMs();
                takenCount = taken.size() - 1;
                notFull.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * How far time has come for the relay: the clock, but not beyond the oldest input that still
     * waits.
     */
    public long horizonMs() {
        lock.lock();
        try {
            Input oldest = queue.peek();
            long waitingMs = oldest == null ? Long.MAX_VALUE : oldest.receivedAtMs();
            return Math.min(clock.epochMs(), Math.min(waitingMs, takenHeadMs));
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
            return queue.size() + takenCount;
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

    public boolean isDrained() {
        lock.lock();
        try {
            return closed && queue.isEmpty() && takenCount == 0;
        } finally {
            lock.unlock();
        }
    }

    private interface Stamping {
        Input at(long receivedAtMs);
    }
}

package io.hyperwatch.testbed.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** One socket as the exchange sees it. Subscriptions are guarded by the market's monitor. */
public final class Session {

    private final int number;
    private final Link link;
    private final ExchangeClock clock;
    private final Scheduler scheduler;
    private final FaultState faults;
    private final FrameDrops drops = new FrameDrops();
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private final Deque<String> late = new ArrayDeque<>();
    private boolean halfOpen;
    private long lastSentNanos;
    private long stallEndNanos;
    private long delayNanos;
    private long delayEndNanos;
    private long lastLeaveNanos;

    /** The way to the client. */
    public interface Link {

        boolean isOpen();

        /**
         * Sends a text frame.
         *
         * @return false if the client has left
         */
        boolean send(String text);

        /** Sends a binary frame; nothing happens if the client has left. */
        void sendBinary(byte[] bytes);

        /** Cuts the connection without a close frame: the client sees code 1006. */
        void cut();

        /** Closes as the exchange does when it is done with a socket: 1000, {@code Expired}. */
        void expire();
    }

    Session(int number, Link link, ExchangeClock clock, Scheduler scheduler, FaultState faults) {
        this.number = number;
        this.link = link;
        this.clock = clock;
        this.scheduler = scheduler;
        this.faults = faults;
        long now = clock.nanos();
        this.lastSentNanos = now;
        this.stallEndNanos = now;
        this.delayEndNanos = now;
        this.lastLeaveNanos = now;
    }

    /** Counts up with each socket that the exchange has accepted, from 1. */
    public int number() {
        return number;
    }

    public boolean isOpen() {
        return link.isOpen();
    }

    /** What counts against the limits: confirmed, or about to be. */
    Set<Subscription> subscriptions() {
        return subscriptions;
    }

    /** Whether the next frame of the channel is to be lost. */
    synchronized boolean takeLoss(String channel) {
        return halfOpen
                || faults.isStalled()
                || stallEndNanos - clock.nanos() > 0
                || drops.take(channel)
                || faults.drops().take(channel);
    }

    /**
     * @return {@link ExchangeClock#nanos} at the hand-over to the socket, 0 if it is closed
     */
    synchronized long send(String text) {
        long now = clock.nanos();
        if (halfOpen || !link.isOpen()) {
            return 0;
        }
        long delay = Math.max(faults.delayNanos(), delayEndNanos - now > 0 ? delayNanos : 0);
        if (delay == 0 && late.isEmpty()) {
            if (!link.send(text)) {
                return 0;
            }
        } else {
            late.add(text);
            lastLeaveNanos = Math.max(lastLeaveNanos, now + delay);
            scheduler.after(Duration.ofNanos(lastLeaveNanos - now), this::sendLate);
        }
        lastSentNanos = now;
        return now;
    }

    private synchronized void sendLate() {
        String text = late.poll();
        if (text != null && link.isOpen()) {
            link.send(text);
        }
    }

    synchronized void sendBinary(byte[] bytes) {
        if (!halfOpen) {
            link.sendBinary(bytes);
        }
    }

    synchronized long nanosSinceLastFrame() {
        return clock.nanos() - lastSentNanos;
    }

    void cut() {
        if (!isHalfOpen()) {
            link.cut();
        }
    }

    void expire() {
        if (!isHalfOpen()) {
            link.expire();
        }
    }

    /** From now on nothing passes in either direction, not even a close. */
    synchronized void halfOpen() {
        halfOpen = true;
        late.clear();
    }

    synchronized boolean isHalfOpen() {
        return halfOpen;
    }

    /** Frames of this time are lost. */
    synchronized void stallFor(Duration length) {
        stallEndNanos = clock.nanos() + length.toNanos();
    }

    /** Frames of this time come late, in their order. */
    synchronized void delayFor(Duration delay, Duration length) {
        delayNanos = delay.toNanos();
        delayEndNanos = clock.nanos() + length.toNanos();
    }

    FrameDrops drops() {
        return drops;
    }

    /** Ends what lasts; a half-open socket stays dead. */
    synchronized void clearFaults() {
        stallEndNanos = clock.nanos();
        delayEndNanos = clock.nanos();
        drops.clear();
    }
}

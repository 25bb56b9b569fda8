package io.hyperwatch.testbed.exchange;

/**
 * Something the exchange published, and when its first frame left.
 *
 * @param <T> what was published
 */
public final class Publication<T> {

    private final T event;
    private volatile long sentNanos;

    Publication(T event) {
        this.event = event;
    }

    public T event() {
        return event;
    }

    /**
     * {@link ExchangeClock#nanos} at which the first frame with this event was handed to a socket;
     * 0 while no subscriber has been sent it.
     */
    public long sentNanos() {
        return sentNanos;
    }

    public boolean wasSent() {
        return sentNanos != 0;
    }

    void sentAt(long nanos) {
        if (sentNanos == 0) {
            sentNanos = nanos;
        }
    }

    @Override
    public String toString() {
        return event + " sent at " + sentNanos + " ns";
    }
}

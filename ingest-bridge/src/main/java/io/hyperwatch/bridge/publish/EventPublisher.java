package io.hyperwatch.bridge.publish;

import java.time.Duration;

/** Where the relay puts its records. Used from one thread; keeps their order within a partition. */
public interface EventPublisher extends AutoCloseable {

    /**
     * Takes a record.
     *
     * @throws InterruptedException when interrupted while waiting; the record is not taken
     * @throws PublishException when this or an earlier record can never be delivered
     */
    void publish(Envelope envelope) throws InterruptedException;

    /**
     * Moves on what waits for Kafka; never blocks.
     *
     * @param nowNanos time for intervals
     * @throws PublishException when an earlier record can never be delivered
     */
    default void advance(long nowNanos) {}

    /** When {@link #advance} has something to do, {@link Long#MAX_VALUE} for never. */
    default long dueNanos() {
        return Long.MAX_VALUE;
    }

    /** How far records are behind; of any thread. */
    default SpoolState state() {
        return SpoolState.FLOWING;
    }

    /** Whether records are getting through; of any thread. */
    boolean isHealthy();

    /** Records taken and not yet confirmed; of any thread. */
    long pending();

    /** Bytes that wait and have not even gone to the Kafka client; of any thread. */
    default long spooledBytes() {
        return 0;
    }

    /** Age of the oldest record not yet confirmed, in milliseconds, 0 for none; of any thread. */
    default long oldestAgeMs() {
        return 0;
    }

    /** Records for which there was no room; of any thread. */
    default long dropped() {
        return 0;
    }

    /**
     * Waits until everything taken is confirmed, then lets go of the connection.
     *
     * @return how many records were left unconfirmed when the time was up
     */
    long close(Duration timeout);

    @Override
    default void close() {
        close(Duration.ofSeconds(10));
    }
}

package io.hyperwatch.bridge.publish;

import java.time.Duration;

/** Where the relay puts its records. Used from one thread; keeps their order within a partition. */
public interface EventPublisher extends AutoCloseable {

    /**
     * Takes a record, blocking while the buffer is full.
     *
     * @throws InterruptedException when interrupted while waiting; the record is not taken
     * @throws PublishException when this or an earlier record can never be delivered
     */
    void publish(Envelope envelope) throws InterruptedException;

    /** Whether records are getting through. */
    boolean isHealthy();

    /** Records taken and not yet confirmed. */
    long pending();

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

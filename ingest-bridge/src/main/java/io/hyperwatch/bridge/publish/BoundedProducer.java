package io.hyperwatch.bridge.publish;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A Kafka producer that is never given more than it can take without blocking, and what is known
 * about the records it has not confirmed. Offering and closing belong to one thread at a time.
 */
final class BoundedProducer {

    /** A record's share of batch and map entries within the producer. */
    private static final int OVERHEAD_BYTES = 100;

    private final Producer<String, byte[]> producer;
    private final long maxBytes;
    private final LongConsumer latencyNanos;
    private final LongSupplier nanoTime;
    private final HeaderBytes headers = new HeaderBytes();
    private final ArrayDeque<Delivery> unconfirmed = new ArrayDeque<>();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<Exception> lost = new AtomicReference<>();
    private final Object confirmation = new Object();
    private volatile long confirmedAtNanos;

    /**
     * @param maxBytes that may be unconfirmed; one record is always taken
     * @param latencyNanos told the age of each record when it is confirmed, on the producer's
     *     thread
     */
    BoundedProducer(
            Producer<String, byte[]> producer,
            long maxBytes,
            LongConsumer latencyNanos,
            LongSupplier nanoTime) {
        this.producer = producer;
        this.maxBytes = maxBytes;
        this.latencyNanos = latencyNanos;
        this.nanoTime = nanoTime;
        this.confirmedAtNanos = nanoTime.getAsLong();
    }

    /** What became of an offered record. */
    enum Offer {
        TAKEN,
        /** Enough is unconfirmed already. */
        ENOUGH,
        /** The producer has no memory left or does not know the topic yet. */
        REFUSED
    }

    /**
     * Gives a record to the producer if it can take it at once.
     *
     * @param takenAtNanos start of its latency
     * @throws PublishException when this or an earlier record can never be delivered
     */
    Offer offer(Envelope envelope, long takenAtNanos) {
        forgetConfirmed();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        envelope.topic().topicName(),
                        envelope.partition(),
                        envelope.timestampMs(),
                        envelope.key(),
                        envelope.value(),
                        headers.of(envelope));
        int size = size(envelope) + headers.bytes();
        long before = bytes.get();
        if (before > 0 && before + size > maxBytes) {
            return Offer.ENOUGH;
        }
        Delivery delivery = new Delivery(size, takenAtNanos);
        records.incrementAndGet();
        bytes.addAndGet(size);
        boolean taken = false;
        try {
            producer.send(record, delivery);
            taken = delivery.isTaken();
        } catch (InterruptException e) {
            // Its constructor has interrupted this thread again: whoever waits next will notice.
            delivery.isTaken();
        } catch (KafkaException | IllegalStateException e) {
            lost.compareAndSet(null, e);
        }
        if (!taken) {
            records.decrementAndGet();
            bytes.addAndGet(-size);
            failIfLost();
            return Offer.REFUSED;
        }
        failIfLost();
        unconfirmed.addLast(delivery);
        return Offer.TAKEN;
    }

    private static int size(Envelope envelope) {
        return OVERHEAD_BYTES
                + (envelope.key() == null ? 0 : envelope.key().length())
                + (envelope.value() == null ? 0 : envelope.value().length);
    }

    /**
     * One record on its way. A timeout reported before {@code send} has returned means that the
     * producer has not taken the record.
     */
    private final class Delivery implements Callback {
        private final int size;
        private final long takenAtNanos;
        private final Thread caller = Thread.currentThread();
        private boolean returned;
        private boolean refused;
        private volatile boolean finished;

        Delivery(int size, long takenAtNanos) {
            this.size = size;
            this.takenAtNanos = takenAtNanos;
        }

        /** To be asked once, when {@code send} has returned. */
        boolean isTaken() {
            returned = true;
            return !refused;
        }

        private boolean isWithinSend() {
            return Thread.currentThread() == caller && !returned;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception failure) {
            if (failure instanceof TimeoutException && isWithinSend()) {
                refused = true;
                return;
            }
            if (failure == null) {
                long nowNanos = nanoTime.getAsLong();
                confirmedAtNanos = nowNanos;
                latencyNanos.accept(nowNanos - takenAtNanos);
            } else {
                failed.incrementAndGet();
                lost.compareAndSet(null, failure);
            }
            finished = true;
            records.decrementAndGet();
            if (bytes.addAndGet(-size) < maxBytes / 2) {
                synchronized (confirmation) {
                    confirmation.notifyAll();
                }
            }
        }
    }

    /**
     * @throws PublishException when a record can never be delivered
     */
    void failIfLost() {
        Exception failure = lost.get();
        if (failure != null) {
            throw new PublishException("Kafka refused a record: " + failure.getMessage(), failure);
        }
    }

    boolean hasLost() {
        return lost.get() != null;
    }

    /** Records taken and not yet confirmed; of any thread. */
    long records() {
        return records.get();
    }

    /** When Kafka last confirmed anything; of any thread. */
    long confirmedAtNanos() {
        return confirmedAtNanos;
    }

    /** When the oldest unconfirmed record was taken over; the given time where there is none. */
    long oldestTakenAtNanos(long otherwise) {
        forgetConfirmed();
        return unconfirmed.isEmpty() ? otherwise : unconfirmed.peekFirst().takenAtNanos;
    }

    private void forgetConfirmed() {
        while (!unconfirmed.isEmpty() && unconfirmed.peekFirst().finished) {
            unconfirmed.removeFirst();
        }
    }

    /** Waits until there may be room again, or the time is up. */
    void awaitRoom(long timeoutMs) throws InterruptedException {
        synchronized (confirmation) {
            if (bytes.get() >= maxBytes / 2) {
                confirmation.wait(timeoutMs);
            }
        }
    }

    /**
     * Waits for the confirmations and lets go of the connection.
     *
     * @return records that were not confirmed
     */
    long close(Duration timeout) {
        producer.close(timeout);
        return failed.get() + records.get();
    }
}

package io.hyperwatch.bridge.publish;

import io.hyperwatch.bridge.publish.BoundedProducer.Offer;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Kafka behind {@link EventPublisher}, without ever blocking.
 *
 * <pre>
 * publish ──> producer (at most 32 MiB unconfirmed) ──> Kafka
 *        └──> spool (bounded, in order) ──┘  moved on by advance and each publish
 * </pre>
 *
 * <p>As long as one record waits in the spool every later one joins it behind, so the order of
 * publishing is the order in each partition. Ticks that find the spool full are left out: the next
 * one says more. Any other record is taken as long as there is room, and what finds none is told to
 * a {@link DropListener}.
 */
public final class SpoolingPublisher implements EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolingPublisher.class);

    /** About 100,000 records: seconds at full speed. */
    static final long MAX_UNCONFIRMED_BYTES = 32L * 1024 * 1024;

    /** Gap records may exceed the spool by so much: they say what was dropped. */
    static final long COVERAGE_RESERVE_BYTES = 16L * 1024 * 1024;

    /** More than one, so that the spool empties even where nobody calls {@link #advance}. */
    private static final int MOVED_PER_PUBLISH = 8;

    /** Some milliseconds of work; then the sockets have their turn. */
    private static final int MOVED_PER_ADVANCE = 1_000;

    private static final long TRY_AGAIN_NANOS = Duration.ofMillis(5).toNanos();
    private static final long UNHEALTHY_AFTER_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long CLOSE_STEP_MS = 5;

    private final BoundedProducer producer;
    private final Spool spool;
    private final long fullBytes;
    private final long relaxedBytes;
    private final DropListener dropListener;
    private final LongSupplier nanoTime;
    private volatile SpoolState state = SpoolState.FLOWING;
    private volatile long spooledRecords;
    private volatile long spooledBytes;
    private volatile long droppedRecords;
    private volatile long waitingSinceNanos;
    private volatile long oldestAtNanos;
    private long stuckUntilNanos;
    private boolean complained;

    /**
     * A publisher on a new producer.
     *
     * @param bootstrapServers {@code host:port,…}
     * @param spoolBytes how much may wait in memory while Kafka is down
     * @param latencyNanos told the time from {@link #publish} to Kafka's confirmation of each
     *     record, on the producer's thread
     * @param nanoTime the time that {@link #advance} is told
     */
    public static SpoolingPublisher connect(
            String bootstrapServers,
            long spoolBytes,
            DropListener dropListener,
            LongConsumer latencyNanos,
            LongSupplier nanoTime) {
        return new SpoolingPublisher(
                ProducerSettings.connect(bootstrapServers),
                spoolBytes,
                dropListener,
                latencyNanos,
                nanoTime);
    }

    SpoolingPublisher(
            Producer<String, byte[]> producer,
            long spoolBytes,
            DropListener dropListener,
            LongConsumer latencyNanos,
            LongSupplier nanoTime) {
        this.producer =
                new BoundedProducer(producer, MAX_UNCONFIRMED_BYTES, latencyNanos, nanoTime);
        this.spool = new Spool(spoolBytes);
        this.fullBytes = spoolBytes / 10 * 9;
        this.relaxedBytes = spoolBytes / 2;
        this.dropListener = dropListener;
        this.nanoTime = nanoTime;
        this.stuckUntilNanos = nanoTime.getAsLong();
    }

    @Override
    public void publish(Envelope envelope) {
        producer.failIfLost();
        long nowNanos = nanoTime.getAsLong();
        if (pending() == 0) {
            waitingSinceNanos = nowNanos;
            oldestAtNanos = nowNanos;
        }
        if (!spool.isEmpty() || producer.offer(envelope, nowNanos) != Offer.TAKEN) {
            if (state != SpoolState.FULL || !envelope.isTick()) {
                spool(envelope, nowNanos);
            }
            move(nowNanos, MOVED_PER_PUBLISH);
        }
        observe(nowNanos);
    }

    private void spool(Envelope envelope, long nowNanos) {
        boolean coverage = envelope.topic() == Topic.COVERAGE;
        if (!spool.offer(envelope, nowNanos, coverage ? COVERAGE_RESERVE_BYTES : 0)) {
            droppedRecords++;
            if (coverage) {
                LOG.error("no room even for what says that records were dropped");
            } else {
                dropListener.dropped(envelope.topic(), envelope.key(), envelope.timestampMs());
            }
        }
    }

    @Override
    public void advance(long nowNanos) {
        producer.failIfLost();
        move(nowNanos, MOVED_PER_ADVANCE);
        observe(nowNanos);
    }

    @Override
    public long dueNanos() {
        return spool.isEmpty() ? Long.MAX_VALUE : stuckUntilNanos;
    }

    /** Hands at most so many waiting records to the producer. */
    private void move(long nowNanos, int limit) {
        for (int i = 0; i < limit && !spool.isEmpty() && nowNanos - stuckUntilNanos >= 0; i++) {
            Spool.Waiting waiting = spool.peek();
            if (producer.offer(waiting.envelope(), waiting.takenAtNanos()) == Offer.TAKEN) {
                spool.remove();
            } else {
                stuckUntilNanos = nowNanos + TRY_AGAIN_NANOS;
            }
        }
        settle();
    }

    private void settle() {
        spooledBytes = spool.bytes();
        spooledRecords = spool.size();
        boolean wasFull = state == SpoolState.FULL;
        boolean full = spooledBytes >= (wasFull ? relaxedBytes : fullBytes);
        if (full && !wasFull) {
            LOG.error("the spool is full: {} records wait for Kafka", pending());
        } else if (wasFull && !full) {
            LOG.info("the spool has room again; {} records were dropped so far", droppedRecords);
        }
        if (full) {
            state = SpoolState.FULL;
        } else {
            state = spool.isEmpty() ? SpoolState.FLOWING : SpoolState.SPOOLING;
        }
    }

    private void observe(long nowNanos) {
        long oldestSpooled = spool.isEmpty() ? nowNanos : spool.peek().takenAtNanos();
        oldestAtNanos = producer.oldestTakenAtNanos(oldestSpooled);
        if (isHealthy(nowNanos) == complained) {
            complained = !complained;
            if (complained) {
                LOG.warn("Kafka confirms nothing; {} records are waiting", pending());
            } else {
                LOG.info("Kafka confirms records again");
            }
        }
    }

    @Override
    public SpoolState state() {
        return state;
    }

    @Override
    public boolean isHealthy() {
        return isHealthy(nanoTime.getAsLong());
    }

    private boolean isHealthy(long nowNanos) {
        return !producer.hasLost()
                && (pending() == 0
                        || nowNanos - producer.confirmedAtNanos() < UNHEALTHY_AFTER_NANOS
                        || nowNanos - waitingSinceNanos < UNHEALTHY_AFTER_NANOS);
    }

    @Override
    public long pending() {
        return producer.records() + spooledRecords;
    }

    @Override
    public long spooledBytes() {
        return spooledBytes;
    }

    @Override
    public long oldestAgeMs() {
        long ageNanos = nanoTime.getAsLong() - oldestAtNanos;
        return pending() == 0 ? 0 : Math.max(0, Duration.ofNanos(ageNanos).toMillis());
    }

    @Override
    public long dropped() {
        return droppedRecords;
    }

    @Override
    public long close(Duration timeout) {
        long leftMs = timeout.toMillis();
        try {
            while (!spool.isEmpty() && leftMs > 0 && !producer.hasLost()) {
                stuckUntilNanos = nanoTime.getAsLong();
                move(stuckUntilNanos, Integer.MAX_VALUE);
                if (!spool.isEmpty()) {
                    producer.awaitRoom(CLOSE_STEP_MS);
                    leftMs -= CLOSE_STEP_MS;
                }
            }
        } catch (InterruptedException e) {
            leftMs = 0;
            Thread.currentThread().interrupt();
        } catch (PublishException e) {
            LOG.error("{} records are lost: {}", spool.size(), e.getMessage());
        }
        return producer.close(Duration.ofMillis(Math.max(0, leftMs))) + spool.size();
    }
}

package io.hyperwatch.bridge.publish;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Kafka behind {@link EventPublisher}: idempotent, all replicas, order kept. While Kafka is down
 * records wait in a bounded buffer, then {@link #publish} blocks and with it the socket; nothing is
 * dropped.
 */
public final class KafkaPublisher implements EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

    /** About 100,000 records, some minutes of a busy market. */
    private static final long BUFFER_BYTES = 64L * 1024 * 1024;

    private static final long MAX_BLOCK_MS = 5_000;
    private static final long UNHEALTHY_AFTER_NANOS = Duration.ofSeconds(5).toNanos();

    private final Producer<String, byte[]> producer;
    private final LongSupplier nanoTime;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicReference<Exception> lost = new AtomicReference<>();
    private volatile long progressAtNanos;
    private boolean complained;

    /** The settings that make the producer safe, for {@code bootstrapServers}. */
    static Map<String, Object> producerSettings(String bootstrapServers) {
        return Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "hyperwatch-bridge"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS),
                Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
                // 24 days: an outage is waited out, a record is never given up.
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE));
    }

    public static KafkaPublisher connect(String bootstrapServers) {
        return new KafkaPublisher(
                new KafkaProducer<>(
                        producerSettings(bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer()),
                System::nanoTime);
    }

    KafkaPublisher(Producer<String, byte[]> producer, LongSupplier nanoTime) {
        this.producer = producer;
        this.nanoTime = nanoTime;
        this.progressAtNanos = nanoTime.getAsLong();
    }

    @Override
    public void publish(Envelope envelope) throws InterruptedException {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        envelope.topic().topicName(),
                        envelope.partition(),
                        envelope.timestampMs(),
                        envelope.key(),
                        envelope.value(),
                        headers(envelope));
        while (!offer(record)) {
            LOG.warn(
                    "Kafka has taken no record for {} s, {} are waiting; the stream is held back",
                    MAX_BLOCK_MS / 1_000,
                    pending.get());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        complainOrRelax();
    }

    /**
     * @return false when the buffer was full or the topic unknown for {@link #MAX_BLOCK_MS}
     */
    private boolean offer(ProducerRecord<String, byte[]> record) throws InterruptedException {
        failIfLost();
        if (pending.getAndIncrement() == 0) {
            progressAtNanos = nanoTime.getAsLong();
        }
        Sending sending = new Sending();
        try {
            producer.send(record, (metadata, failure) -> sending.finished(failure));
        } catch (InterruptException e) {
            pending.decrementAndGet();
            Thread.interrupted();
            throw new InterruptedException();
        }
        boolean taken = sending.taken();
        failIfLost();
        return taken;
    }

    /**
     * One call of {@code send}. A failure reported before that call returns means that the record
     * was never taken; a timeout of that kind is tried again.
     */
    private final class Sending {
        private final Thread caller = Thread.currentThread();
        private boolean returned;
        private boolean refused;

        void finished(Exception failure) {
            pending.decrementAndGet();
            if (failure == null) {
                progressAtNanos = nanoTime.getAsLong();
            } else if (isWithinSend() && failure instanceof TimeoutException) {
                refused = true;
            } else {
                lost.compareAndSet(null, failure);
            }
        }

        private boolean isWithinSend() {
            return Thread.currentThread() == caller && !returned;
        }

        boolean taken() {
            returned = true;
            return !refused;
        }
    }

    private void failIfLost() {
        Exception failure = lost.get();
        if (failure != null) {
            throw new PublishException("Kafka refused a record: " + failure.getMessage(), failure);
        }
    }

    private void complainOrRelax() {
        if (isHealthy() == complained) {
            complained = !complained;
            if (complained) {
                LOG.warn("Kafka confirms nothing; {} records are waiting", pending.get());
            } else {
                LOG.info("Kafka confirms records again");
            }
        }
    }

    @Override
    public boolean isHealthy() {
        return lost.get() == null
                && (pending.get() == 0
                        || nanoTime.getAsLong() - progressAtNanos < UNHEALTHY_AFTER_NANOS);
    }

    @Override
    public long pending() {
        return pending.get();
    }

    @Override
    public long close(Duration timeout) {
        producer.close(timeout);
        return lost.get() == null ? pending.get() : Math.max(1, pending.get());
    }

    private static List<Header> headers(Envelope envelope) {
        List<Header> headers = new ArrayList<>(envelope.headers().size());
        for (Envelope.Header header : envelope.headers()) {
            headers.add(
                    new RecordHeader(
                            header.name(), header.value().getBytes(StandardCharsets.UTF_8)));
        }
        return headers;
    }
}

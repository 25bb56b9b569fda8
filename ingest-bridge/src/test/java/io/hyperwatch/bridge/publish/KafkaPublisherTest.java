package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaPublisherTest {

    private static final Envelope TRADE =
            new Envelope(
                    Topic.TRADES,
                    null,
                    "BTC",
                    "{}".getBytes(StandardCharsets.UTF_8),
                    17,
                    List.of(new Envelope.Header(HeaderNames.SOURCE, "ws")));

    private final AtomicLong nanos = new AtomicLong();

    private static MockProducer<String, byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(
                autoComplete, null, new StringSerializer(), new ByteArraySerializer());
    }

    /** A producer whose buffer is full for the first calls: it reports that before it returns. */
    private static final class FullProducer extends MockProducer<String, byte[]> {
        private int refusals;

        FullProducer(int refusals) {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
            this.refusals = refusals;
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<String, byte[]> record, Callback callback) {
            if (refusals-- > 0) {
                TimeoutException full = new TimeoutException("buffer full");
                callback.onCompletion(null, full);
                return CompletableFuture.failedFuture(full);
            }
            return super.send(record, callback);
        }
    }

    @Test
    void aRecordArrivesAsItIs() throws InterruptedException {
        MockProducer<String, byte[]> producer = producer(true);

        new KafkaPublisher(producer, nanos::get).publish(TRADE);

        ProducerRecord<String, byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("hl.trades.v1");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo("BTC");
        assertThat(record.value()).isEqualTo(TRADE.value());
        assertThat(record.timestamp()).isEqualTo(17);
        assertThat(record.headers().lastHeader("source").value())
                .isEqualTo("ws".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTickGoesToItsPartition() throws InterruptedException {
        MockProducer<String, byte[]> producer = producer(true);

        new KafkaPublisher(producer, nanos::get).publish(Envelope.tick(Topic.PRICES, 3, 42));

        ProducerRecord<String, byte[]> record = producer.history().get(0);
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(record.timestamp()).isEqualTo(42);
    }

    @Test
    void aFullBufferIsWaitedOutInOrder() throws InterruptedException {
        FullProducer producer = new FullProducer(3);
        KafkaPublisher publisher = new KafkaPublisher(producer, nanos::get);

        publisher.publish(TRADE);
        publisher.publish(Envelope.tick(Topic.TRADES, 0, 42));

        assertThat(producer.history())
                .extracting(ProducerRecord::timestamp)
                .containsExactly(17L, 42L);
        assertThat(publisher.pending()).isZero();
        assertThat(publisher.isHealthy()).isTrue();
    }

    @Test
    void anUnconfirmedRecordMakesItUnhealthyAfterFiveSeconds() throws InterruptedException {
        MockProducer<String, byte[]> producer = producer(false);
        KafkaPublisher publisher = new KafkaPublisher(producer, nanos::get);
        publisher.publish(TRADE);
        assertThat(publisher.isHealthy()).isTrue();
        assertThat(publisher.pending()).isEqualTo(1);

        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(publisher.isHealthy()).isFalse();
        publisher.publish(TRADE);

        producer.completeNext();
        producer.completeNext();
        assertThat(publisher.isHealthy()).isTrue();
    }

    @Test
    void aLostRecordIsNotPassedOverInSilence() throws InterruptedException {
        MockProducer<String, byte[]> producer = producer(false);
        KafkaPublisher publisher = new KafkaPublisher(producer, nanos::get);
        publisher.publish(TRADE);
        producer.errorNext(new RecordTooLargeException("too large"));

        assertThatThrownBy(() -> publisher.publish(TRADE))
                .isInstanceOf(PublishException.class)
                .hasMessage("Kafka refused a record: too large");
        assertThat(publisher.isHealthy()).isFalse();
        assertThat(publisher.close(Duration.ZERO)).isPositive();
    }

    @Test
    void theProducerKeepsOrderAndNeverGivesUp() {
        assertThat(KafkaPublisher.producerSettings("host:1"))
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.LINGER_MS_CONFIG, 0)
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    }
}

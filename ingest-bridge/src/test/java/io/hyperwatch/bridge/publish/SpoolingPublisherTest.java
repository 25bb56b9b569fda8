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
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpoolingPublisherTest {

    private static final int SPOOL_BYTES = 1_000_000;
    private static final byte[] KILOBYTE = "x".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    private final AtomicLong nanos = new AtomicLong();
    private final Switchable producer = new Switchable();
    private final List<String> drops = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private final SpoolingPublisher publisher =
            new SpoolingPublisher(
                    producer,
                    SPOOL_BYTES,
                    (topic, key, timestampMs) -> drops.add(topic + " " + key + " " + timestampMs),
                    latencies::add,
                    nanos::get);

    /** Refuses, within {@code send}, as a producer does that has no memory or no metadata. */
    private static final class Switchable extends MockProducer<String, byte[]> {
        private boolean refusing;
        private int calls;

        Switchable() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<String, byte[]> record, Callback callback) {
            calls++;
            if (refusing) {
                TimeoutException refusal = new TimeoutException("buffer full");
                callback.onCompletion(null, refusal);
                return CompletableFuture.failedFuture(refusal);
            }
            return super.send(record, callback);
        }

        void confirmAll() {
            while (completeNext()) {
                assertThat(history()).isNotEmpty();
            }
        }
    }

    private static Envelope trade(long timestampMs) {
        return record(Topic.TRADES, timestampMs);
    }

    private static Envelope record(Topic topic, long timestampMs) {
        return new Envelope(
                topic,
                null,
                "BTC",
                KILOBYTE,
                timestampMs,
                List.of(
                        new Envelope.Header(HeaderNames.SOURCE, "ws"),
                        new Envelope.Header(HeaderNames.FRAME, Long.toString(timestampMs))));
    }

    private List<Long> sent() {
        return producer.history().stream().map(ProducerRecord::timestamp).toList();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aRecordArrivesAsItIs() {
        publisher.publish(trade(17));

        ProducerRecord<String, byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("hl.trades.v1");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo("BTC");
        assertThat(record.value()).isEqualTo(KILOBYTE);
        assertThat(record.timestamp()).isEqualTo(17);
        assertThat(record.headers().toArray())
                .extracting(h -> h.key() + "=" + new String(h.value(), StandardCharsets.UTF_8))
                .containsExactly("source=ws", "frame=17");
        assertThat(publisher.pending()).isEqualTo(1);
        assertThat(publisher.state()).isEqualTo(SpoolState.FLOWING);
    }

    @Test
    void headersThatRepeatAreNotMixedUpWithThoseThatChange() {
        publisher.publish(trade(1));
        publisher.publish(trade(2));
        publisher.publish(Envelope.tick(Topic.TRADES, 3, 3));

        assertThat(producer.history())
                .extracting(
                        r -> {
                            var frame = r.headers().lastHeader(HeaderNames.FRAME);
                            return frame == null
                                    ? null
                                    : new String(frame.value(), StandardCharsets.UTF_8);
                        })
                .containsExactly("1", "2", null);
        assertThat(producer.history().get(2).partition()).isEqualTo(3);
    }

    @Test
    void whatTheProducerRefusesWaitsAndGoesFirst() {
        producer.refusing = true;
        publisher.publish(trade(1));
        publisher.publish(Envelope.tick(Topic.TRADES, 0, 2));
        producer.refusing = false;
        publisher.publish(trade(3));

        assertThat(sent()).isEmpty();
        assertThat(publisher.state()).isEqualTo(SpoolState.SPOOLING);
        assertThat(publisher.pending()).isEqualTo(3);
        assertThat(publisher.spooledBytes()).isBetween(2_000L, 2_500L);

        nanos.set(publisher.dueNanos());
        publisher.advance(nanos.get());
        assertThat(sent()).containsExactly(1L, 2L, 3L);
        assertThat(publisher.state()).isEqualTo(SpoolState.FLOWING);
        assertThat(publisher.dueNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(publisher.spooledBytes()).isZero();
        assertThat(publisher.pending()).isEqualTo(3);
    }

    @Test
    void aRefusingProducerIsNotAskedForEachRecord() {
        producer.refusing = true;
        for (int i = 0; i < 500; i++) {
            publisher.publish(trade(i));
        }
        assertThat(producer.calls).isLessThan(5);
    }

    @Test
    void noMoreThanItsShareIsGivenToTheProducer() {
        int enough = (int) (SpoolingPublisher.MAX_UNCONFIRMED_BYTES / 1_000);
        for (int i = 0; i < enough; i++) {
            publisher.publish(trade(i));
        }
        long given = producer.history().size();
        assertThat(given * 1_100)
                .isCloseTo(SpoolingPublisher.MAX_UNCONFIRMED_BYTES, within5Percent());
        assertThat(given).isLessThan(enough);

        producer.completeNext();
        later(Duration.ofMillis(5));
        publisher.advance(nanos.get());
        assertThat(producer.history()).hasSize((int) given + 1);
    }

    private static Percentage within5Percent() {
        return Percentage.withPercentage(5);
    }

    @Test
    void aFullSpoolLeavesOutTicksThenDropsAndSaysSo() {
        producer.refusing = true;
        long i = 0;
        while (publisher.state() != SpoolState.FULL) {
            publisher.publish(trade(i++));
        }
        assertThat(publisher.spooledBytes()).isBetween(900_000L, 902_000L);
        long pending = publisher.pending();
        publisher.publish(Envelope.tick(Topic.TRADES, 0, 1));
        assertThat(publisher.pending()).isEqualTo(pending);
        assertThat(publisher.dropped()).isZero();

        while (drops.isEmpty()) {
            publisher.publish(trade(i++));
        }
        assertThat(drops).containsExactly("TRADES BTC " + (i - 1));
        assertThat(publisher.dropped()).isEqualTo(1);
        assertThat(publisher.spooledBytes()).isBetween(998_000L, (long) SPOOL_BYTES);

        pending = publisher.pending();
        publisher.publish(record(Topic.COVERAGE, i));
        assertThat(publisher.pending()).isEqualTo(pending + 1);
        assertThat(drops).hasSize(1);
    }

    @Test
    void itIsFullUntilHalfOfItIsGone() {
        producer.refusing = true;
        for (long i = 0; publisher.state() != SpoolState.FULL; i++) {
            publisher.publish(trade(i));
        }
        producer.refusing = false;
        later(Duration.ofSeconds(1));
        long bytes = publisher.spooledBytes();
        while (bytes > SPOOL_BYTES / 2) {
            assertThat(publisher.state()).as("at %d bytes", bytes).isEqualTo(SpoolState.FULL);
            publisher.publish(Envelope.tick(Topic.TRADES, 0, 1));
            assertThat(publisher.spooledBytes()).isLessThan(bytes);
            bytes = publisher.spooledBytes();
        }
        assertThat(publisher.state()).isEqualTo(SpoolState.SPOOLING);
        assertThat(sent()).doesNotContain(1_000_000L).isSorted();
        publisher.publish(Envelope.tick(Topic.TRADES, 0, 1_000_000));
        publisher.advance(nanos.get());
        assertThat(publisher.state()).isEqualTo(SpoolState.FLOWING);
        assertThat(sent()).endsWith(1_000_000L);
    }

    @Test
    void aGapRecordPublishedFromWithinADropIsKept() {
        List<SpoolingPublisher> self = new ArrayList<>();
        SpoolingPublisher telling =
                new SpoolingPublisher(
                        producer,
                        SPOOL_BYTES,
                        (topic, key, timestampMs) ->
                                self.get(0).publish(record(Topic.COVERAGE, timestampMs)),
                        latencies::add,
                        nanos::get);
        self.add(telling);
        producer.refusing = true;
        for (long i = 0; telling.dropped() < 3; i++) {
            telling.publish(trade(i));
        }
        producer.refusing = false;
        later(Duration.ofSeconds(1));
        telling.advance(nanos.get());
        while (telling.state() != SpoolState.FLOWING) {
            telling.advance(nanos.get());
        }

        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .filteredOn("hl.coverage.v1"::equals)
                .hasSize(3);
        assertThat(sent()).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void underRandomRefusalsAndConfirmationsTheOrderOfPublishingIsKept() {
        long seed = 7_2025;
        Random random = new Random(seed);
        List<Long> published = new ArrayList<>();
        for (long i = 0; i < 5_000; i++) {
            producer.refusing = random.nextInt(4) == 0;
            publisher.publish(trade(i));
            published.add(i);
            if (random.nextInt(20) == 0) {
                later(Duration.ofMillis(random.nextInt(20)));
                publisher.advance(nanos.get());
            }
            if (random.nextInt(3) == 0) {
                producer.completeNext();
            }
        }
        producer.refusing = false;
        later(Duration.ofSeconds(1));
        while (publisher.dueNanos() != Long.MAX_VALUE) {
            publisher.advance(nanos.get());
        }
        published.removeAll(drops.stream().map(d -> Long.valueOf(d.split(" ")[2])).toList());
        assertThat(sent()).as("seed %d", seed).isEqualTo(published);
        producer.confirmAll();
        assertThat(publisher.pending()).isZero();
        assertThat(latencies).hasSize(published.size());
    }

    @Test
    void latencyAndAgeCountFromPublishingOverTheSpool() {
        producer.refusing = true;
        publisher.publish(trade(1));
        later(Duration.ofMillis(40));
        producer.refusing = false;
        publisher.advance(nanos.get());
        later(Duration.ofMillis(2));
        publisher.publish(trade(2));
        assertThat(publisher.oldestAgeMs()).isEqualTo(42);

        producer.completeNext();
        later(Duration.ofMillis(1));
        publisher.publish(trade(3));
        assertThat(publisher.oldestAgeMs()).isEqualTo(1);
        producer.confirmAll();
        assertThat(publisher.oldestAgeMs()).isZero();
        assertThat(latencies)
                .containsExactly(
                        Duration.ofMillis(42).toNanos(), Duration.ofMillis(1).toNanos(), 0L);
    }

    @Test
    void anUnconfirmedRecordMakesItUnhealthyAfterFiveSeconds() {
        later(Duration.ofHours(1));
        publisher.publish(trade(1));
        assertThat(publisher.isHealthy()).isTrue();

        later(Duration.ofSeconds(5));
        assertThat(publisher.isHealthy()).isFalse();
        publisher.publish(trade(2));
        assertThat(publisher.isHealthy()).isFalse();

        producer.completeNext();
        assertThat(publisher.isHealthy()).isTrue();
    }

    @Test
    void aLostRecordIsNotPassedOverInSilence() {
        publisher.publish(trade(1));
        producer.errorNext(new RecordTooLargeException("too large"));

        assertThatThrownBy(() -> publisher.publish(trade(2)))
                .isInstanceOf(PublishException.class)
                .hasMessage("Kafka refused a record: too large");
        assertThatThrownBy(() -> publisher.advance(0)).isInstanceOf(PublishException.class);
        assertThat(publisher.isHealthy()).isFalse();
        assertThat(publisher.close(Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void closingEmptiesTheSpoolFirst() {
        producer.refusing = true;
        for (int i = 0; i < 100; i++) {
            publisher.publish(trade(i));
        }
        producer.refusing = false;

        long unconfirmed = publisher.close(Duration.ofSeconds(1));

        assertThat(sent()).hasSize(100).isSorted();
        assertThat(unconfirmed).as("the mock confirms nothing by itself").isEqualTo(100);
    }

    @Test
    void closingCountsWhatKafkaNeverTook() {
        producer.refusing = true;
        for (int i = 0; i < 7; i++) {
            publisher.publish(trade(i));
        }
        assertThat(publisher.close(Duration.ofMillis(20))).isEqualTo(7);
    }

    @Test
    void theProducerKeepsOrderNeverGivesUpAndNeverBlocks() {
        Map<String, Object> settings = new TreeMap<>(ProducerSettings.of("host:1"));
        assertThat(settings)
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE)
                .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    }
}

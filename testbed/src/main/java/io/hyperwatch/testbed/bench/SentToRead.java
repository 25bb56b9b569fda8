package io.hyperwatch.testbed.bench;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.testbed.exchange.Publication;
import io.hyperwatch.testbed.exchange.Quote;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Time from the hand-over of a frame to the exchange's socket to the moment a consumer has read its
 * record, of trades and best bids and offers.
 */
final class SentToRead implements AutoCloseable {

    private final TopicReader reader;
    private final Map<String, Publication<?>> underWay = new ConcurrentHashMap<>();
    private final List<Long> micros = new ArrayList<>();
    private final Thread thread = new Thread(this::read, "latency-reader");
    private volatile boolean counting;
    private volatile boolean closed;

    SentToRead(String bootstrapServers) {
        reader = new TopicReader(bootstrapServers, List.of(Topic.TRADES, Topic.PRICES)).fromEnd();
        thread.setDaemon(true);
        thread.start();
    }

    static String of(Trade trade) {
        return trade.identity();
    }

    static String of(Quote quote) {
        return quote(quote.coin(), quote.timeMs(), quote.bidPrice(), quote.bidSize());
    }

    /** Two quotes of one coin within a millisecond count as one where bid and size are the same. */
    private static String quote(String coin, long timeMs, BigDecimal price, BigDecimal size) {
        return coin
                + "|"
                + timeMs
                + "|"
                + price.stripTrailingZeros().toPlainString()
                + "|"
                + size.stripTrailingZeros().toPlainString();
    }

    void happened(String identity, Publication<?> event) {
        if (counting) {
            underWay.put(identity, event);
        }
    }

    void count(boolean on) {
        counting = on;
    }

    private void read() {
        while (!closed) {
            ConsumerRecords<String, byte[]> records = reader.poll();
            long nowNanos = System.nanoTime();
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.value() != null) {
                    count(record, nowNanos);
                }
            }
        }
        reader.close();
    }

    private void count(ConsumerRecord<String, byte[]> record, long nowNanos) {
        String identity;
        try {
            identity = identity(record);
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
        Publication<?> event = identity == null ? null : underWay.remove(identity);
        if (event != null && event.wasSent()) {
            synchronized (micros) {
                micros.add((nowNanos - event.sentNanos()) / 1_000);
            }
        }
    }

    private static String identity(ConsumerRecord<String, byte[]> record)
            throws MalformedEventException {
        if (record.topic().equals(Topic.TRADES.topicName())) {
            return EventCodec.decode(record.value(), Trade.class).identity();
        }
        Price price = EventCodec.decode(record.value(), Price.class);
        return price.kind() == PriceKind.BBO && price.bidPrice() != null
                ? quote(price.coin(), price.timeMs(), price.bidPrice(), price.bidSize())
                : null;
    }

    Map<String, Object> figures() {
        synchronized (micros) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("events", micros.size());
            figures.put("never_read", underWay.size());
            figures.put("p50_ms", Percentiles.of(micros, 50) / 1000.0);
            figures.put("p99_ms", Percentiles.of(micros, 99) / 1000.0);
            figures.put("max_ms", Percentiles.of(micros, 100) / 1000.0);
            return figures;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}

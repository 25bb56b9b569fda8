package io.hyperwatch.testbed.cluster;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.testbed.exchange.Publications;
import io.hyperwatch.testbed.exchange.Quote;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a bridge wrote, read back from Kafka, to be held against what happened. */
final class BridgeLog {

    private static final List<Topic> TOPICS =
            List.of(Topic.TRADES, Topic.FILLS, Topic.PRICES, Topic.COVERAGE);

    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, CoverageEvent> gaps = new LinkedHashMap<>();

    private BridgeLog() {}

    static BridgeLog read(String bootstrapServers) {
        BridgeLog log = new BridgeLog();
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : TOPICS) {
            for (int i = 0; i < topic.partitions(); i++) {
                partitions.add(new TopicPartition(topic.topicName(), i));
            }
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (record.headers().lastHeader(HeaderNames.KIND) == null) {
                        log.keep(record.topic(), record.value());
                    }
                }
            }
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
        return log;
    }

    private void keep(String topic, byte[] value) throws MalformedEventException {
        if (topic.equals(Topic.TRADES.topicName())) {
            seen("trade " + EventCodec.decode(value, Trade.class).identity());
        } else if (topic.equals(Topic.FILLS.topicName())) {
            seen("fill " + EventCodec.decode(value, Fill.class).identity());
        } else if (topic.equals(Topic.PRICES.topicName())) {
            Price price = EventCodec.decode(value, Price.class);
            if (price.kind() == PriceKind.BBO) {
                seen(quote(price.coin(), price.timeMs(), price.bidPrice(), price.askPrice()));
            }
        } else {
            CoverageEvent event = EventCodec.decode(value, CoverageEvent.class);
            if (event.kind() == CoverageKind.GAP_OPENED
                    || event.kind() == CoverageKind.GAP_CLOSED) {
                gaps.merge(
                        event.stream() + " " + event.gapStartMs(),
                        event,
                        (a, b) -> b.revision() > a.revision() ? b : a);
            }
        }
    }

    private void seen(String name) {
        times.merge(name, 1, Integer::sum);
    }

    private static String quote(String coin, long timeMs, BigDecimal bid, BigDecimal ask) {
        return "quote "
                + String.join(
                        "|",
                        coin,
                        Long.toString(timeMs),
                        bid.stripTrailingZeros().toPlainString(),
                        ask.stripTrailingZeros().toPlainString());
    }

    /** An event as it is named here, with the stream that brings it. */
    private record Happened(String name, String stream, long timeMs) {}

    private static List<Happened> happened(Publications record, List<String> users, long fromMs) {
        List<Happened> all = new ArrayList<>();
        record.trades().stream()
                .map(published -> published.event())
                .forEach(
                        trade ->
                                all.add(
                                        new Happened(
                                                "trade " + trade.identity(),
                                                "trades:" + trade.coin(),
                                                trade.timeMs())));
        record.fills().stream()
                .map(published -> published.event())
                .filter(fill -> users.contains(fill.user()))
                .forEach(
                        fill ->
                                all.add(
                                        new Happened(
                                                "fill " + fill.identity(),
                                                "userFills:" + fill.user(),
                                                fill.timeMs())));
        record.quotes().stream()
                .map(published -> published.event())
                .forEach(quote -> all.add(happened(quote)));
        all.removeIf(event -> event.timeMs() < fromMs);
        return all;
    }

    private static Happened happened(Quote quote) {
        return new Happened(
                quote(quote.coin(), quote.timeMs(), quote.bidPrice(), quote.askPrice()),
                "bbo:" + quote.coin(),
                quote.timeMs());
    }

    /**
     * Trades, fills and quotes that were never written.
     *
     * @param users whose fills count
     * @param fromMs earlier ones do not count
     */
    List<String> missing(Publications record, List<String> users, long fromMs) {
        return happened(record, users, fromMs).stream()
                .map(Happened::name)
                .filter(name -> !times.containsKey(name))
                .toList();
    }

    /** Those of the missing ones of which no gap of their stream tells. */
    List<String> lostUnnoticed(Publications record, List<String> users, long fromMs) {
        return happened(record, users, fromMs).stream()
                .filter(event -> !times.containsKey(event.name()))
                .filter(event -> gaps.values().stream().noneMatch(gap -> tellsOf(gap, event)))
                .map(Happened::name)
                .toList();
    }

    /** A gap that was filled again excuses nothing. */
    private static boolean tellsOf(CoverageEvent gap, Happened event) {
        return gap.stream().equals(event.stream())
                && !CoverageEvent.REPLAY.equals(gap.closedBy())
                && !CoverageEvent.BACKFILL.equals(gap.closedBy())
                && gap.gapStartMs() <= event.timeMs()
                && (gap.gapEndMs() == null || event.timeMs() <= gap.gapEndMs());
    }

    /** Trades and fills that were written more than once. */
    List<String> repeated() {
        return times.entrySet().stream()
                .filter(e -> e.getValue() > 1 && !e.getKey().startsWith("quote "))
                .map(Map.Entry::toString)
                .toList();
    }

    /** Gaps of the streams that begin so, as text. */
    List<String> gaps(String streams) {
        return gaps.values().stream()
                .filter(gap -> gap.stream().startsWith(streams))
                .map(CoverageEvent::toString)
                .toList();
    }
}

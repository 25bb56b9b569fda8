package io.hyperwatch.testbed.truth;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands in for Kafka: keeps of each record what the truth is compared with. Several bridges may
 * write to it one after the other, as after a restart.
 */
public final class PublishedLog implements EventPublisher {

    /** Exchange time, both ends inclusive. */
    public record Span(long fromMs, long toMs) {
        /** Whether the time lies within. */
        public boolean holds(long timeMs) {
            return fromMs <= timeMs && timeMs <= toMs;
        }
    }

    private final Map<String, Integer> trades = new HashMap<>();
    private final Map<String, Integer> fills = new HashMap<>();
    private final Set<String> quotes = new HashSet<>();
    private final Map<String, List<Span>> tradeMarks = new HashMap<>();
    private final Map<String, CoverageEvent> gaps = new LinkedHashMap<>();
    private final List<CoverageEvent> coverage = new ArrayList<>();
    private final Map<Topic, Long> records = new EnumMap<>(Topic.class);
    private final Map<String, Long> deadLetters = new HashMap<>();
    private final Set<String> repeatedFills = new HashSet<>();
    private final Map<String, Sequence> lastSequence = new HashMap<>();
    private final List<String> disorders = new ArrayList<>();
    private long newestMs;
    private long lastTickMs = Long.MAX_VALUE;
    private final Map<String, Long> ticks = new HashMap<>();

    /** Identities of trades and how often each was published. */
    public Map<String, Integer> trades() {
        return trades;
    }

    /** Identities of fills and how often each was published. */
    public Map<String, Integer> fills() {
        return fills;
    }

    Set<String> quotes() {
        return quotes;
    }

    /** How many best bids and offers that differ were published. */
    public int quoteCount() {
        return quotes.size();
    }

    /** Spans that records in the trades of a coin say to be lossy. */
    public Map<String, List<Span>> tradeMarks() {
        return tradeMarks;
    }

    /** The last word about each gap. */
    public Map<String, CoverageEvent> gaps() {
        return gaps;
    }

    /** Everything said about completeness, in order. */
    public List<CoverageEvent> coverage() {
        return coverage;
    }

    /** How many records of each topic, without ticks. */
    public Map<Topic, Long> records() {
        return records;
    }

    /** Dead letters by origin. */
    public Map<String, Long> deadLetters() {
        return deadLetters;
    }

    /** Records of one key whose sequence did not rise. */
    public List<String> disorders() {
        return disorders;
    }

    /** Identities of fills that were published again though the bridge has to remember them. */
    public Set<String> repeatedFills() {
        return repeatedFills;
    }

    /** Identities that were published more than once. */
    public static Set<String> repeated(Map<String, Integer> counts) {
        Set<String> repeated = new HashSet<>();
        counts.forEach(
                (identity, count) -> {
                    if (count > 1) {
                        repeated.add(identity);
                    }
                });
        return repeated;
    }

    @Override
    public void publish(Envelope record) {
        newestMs = Math.max(newestMs, record.timestampMs());
        if (record.isTick()) {
            ticks.put(record.topic() + "/" + record.partition(), record.timestampMs());
            return;
        }
        records.merge(record.topic(), 1L, Long::sum);
        inOrder(record);
        try {
            keep(record);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void inOrder(Envelope record) {
        Sequence sequence = Sequence.parse(record.header(HeaderNames.SEQUENCE).orElseThrow());
        Sequence before = lastSequence.put(record.topic() + record.key(), sequence);
        if (before != null && before.compareTo(sequence) >= 0) {
            disorders.add(record.topic() + " " + record.key() + ": " + before + ", " + sequence);
        }
    }

    private void keep(Envelope record) throws MalformedEventException {
        String kind = record.header(HeaderNames.KIND).orElse(null);
        switch (record.topic()) {
            case TRADES -> {
                if (HeaderNames.GAP.equals(kind)) {
                    tradeMarks
                            .computeIfAbsent(record.key(), coin -> new ArrayList<>())
                            .add(
                                    new Span(
                                            number(record, HeaderNames.GAP_FROM),
                                            number(record, HeaderNames.GAP_TO)));
                } else {
                    Trade trade = EventCodec.decode(record.value(), Trade.class);
                    trades.merge(trade.identity(), 1, Integer::sum);
                }
            }
            case FILLS -> {
                if (kind == null) {
                    Fill fill = EventCodec.decode(record.value(), Fill.class);
                    boolean fetched =
                            record.header(HeaderNames.SOURCE)
                                    .filter(Source.BACKFILL.wireName()::equals)
                                    .isPresent();
                    if (fills.merge(fill.identity(), 1, Integer::sum) > 1 && !fetched) {
                        repeatedFills.add(fill.identity());
                    }
                }
            }
            case PRICES -> {
                Price price = EventCodec.decode(record.value(), Price.class);
                if (price.kind() == PriceKind.BBO) {
                    quotes.add(
                            Truth.quote(
                                    price.coin(),
                                    price.timeMs(),
                                    price.bidPrice(),
                                    price.askPrice()));
                }
            }
            case COVERAGE -> {
                CoverageEvent event = EventCodec.decode(record.value(), CoverageEvent.class);
                coverage.add(event);
                if (event.kind() == CoverageKind.GAP_OPENED
                        || event.kind() == CoverageKind.GAP_CLOSED) {
                    gaps.merge(
                            event.stream() + " " + event.gapStartMs(),
                            event,
                            (a, b) -> b.revision() > a.revision() ? b : a);
                }
            }
            case DEAD_LETTERS ->
                    deadLetters.merge(
                            EventCodec.mapper().convertValue(record.key(), String.class),
                            1L,
                            Long::sum);
            default -> {
                // Counted only.
            }
        }
    }

    private static long number(Envelope record, String header) {
        return Long.parseLong(record.header(header).orElseThrow());
    }

    /** Spans of a stream in which events may be lost for good. */
    public List<Span> lossy(String stream) {
        List<Span> spans = new ArrayList<>();
        for (CoverageEvent gap : gaps.values()) {
            boolean recovered =
                    CoverageEvent.REPLAY.equals(gap.closedBy())
                            || CoverageEvent.BACKFILL.equals(gap.closedBy());
            if (gap.stream().equals(stream) && !recovered) {
                spans.add(
                        new Span(
                                gap.gapStartMs(),
                                gap.gapEndMs() == null ? Long.MAX_VALUE : gap.gapEndMs()));
            }
        }
        return spans;
    }

    /** Gaps not closed, as a new bridge finds them in the log. */
    public List<CoverageEvent> openGaps() {
        return gaps.values().stream().filter(gap -> gap.kind() == CoverageKind.GAP_OPENED).toList();
    }

    /** Highest event time, epoch milliseconds. */
    public long newestMs() {
        return newestMs;
    }

    /** Time up to which every partition is complete. */
    public long lastTickMs() {
        lastTickMs = ticks.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        return lastTickMs;
    }

    @Override
    public boolean isHealthy() {
        return true;
    }

    @Override
    public long pending() {
        return 0;
    }

    @Override
    public long close(Duration timeout) {
        return 0;
    }
}

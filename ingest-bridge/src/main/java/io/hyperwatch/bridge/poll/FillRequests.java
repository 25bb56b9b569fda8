package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.TrackingRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Spans of fills that somebody asked for, the most urgent first: each costs weight 21 to 120 of a
 * share of 120 a minute.
 */
final class FillRequests implements Poller {

    private static final Logger LOG = LoggerFactory.getLogger(FillRequests.class);

    /** Some hours of work; the least urgent beyond is refused. */
    private static final int MAX_WAITING = 1_000;

    /** More would only wait in the queue, out of order with what comes later. */
    private static final int AT_ONCE = 2;

    /** Where nobody said since when. */
    private static final long DEFAULT_SPAN_MS = Duration.ofHours(1).toMillis();

    private final RestQueue queue;
    private final TreeSet<Waiting> waiting = new TreeSet<>(Waiting.BY_URGENCY);
    private final Set<Span> known = new HashSet<>();
    private int running;
    private long lastOrder;

    FillRequests(RestQueue queue) {
        this.queue = queue;
    }

    void ask(TrackingRequest request) {
        long since =
                request.sinceMs() == null ? request.timeMs() - DEFAULT_SPAN_MS : request.sinceMs();
        Span span = new Span(request.user(), since, request.untilMs());
        if (!known.add(span)) {
            return;
        }
        waiting.add(new Waiting(span, request.priority(), ++lastOrder));
        if (waiting.size() > MAX_WAITING) {
            Waiting least = waiting.pollLast();
            known.remove(least.span());
            LOG.warn("too many requests for fills, left out: {}", least.span());
        }
    }

    @Override
    public void advance(long nowNanos) {
        while (running < AT_ONCE && !waiting.isEmpty()) {
            Waiting next = waiting.pollFirst();
            Span span = next.span();
            running++;
            FillPages.fetch(
                    queue,
                    span.user(),
                    span.sinceMs(),
                    span.untilMs(),
                    Share.CONFIRMATIONS,
                    next.priority(),
                    Source.REST,
                    (newest, complete) -> {
                        running--;
                        known.remove(span);
                        if (!complete) {
                            LOG.warn("fills asked for could not all be had: {}", span);
                        }
                    });
        }
    }

    @Override
    public long dueNanos() {
        return running < AT_ONCE && !waiting.isEmpty() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Spans that wait or are being fetched. */
    int size() {
        return known.size();
    }

    @Override
    public List<String> describe() {
        return List.of(
                "userFillsByTime of accounts asked for in hl.tracking-requests.v1: "
                        + Share.CONFIRMATIONS.perMinute() / 21
                        + " a minute, fewer where an answer is long");
    }

    /**
     * @param untilMs null for now
     */
    private record Span(String user, long sinceMs, Long untilMs) {}

    private record Waiting(Span span, int priority, long order) {
        private static final Comparator<Waiting> BY_URGENCY =
                Comparator.comparingInt(Waiting::priority).thenComparingLong(Waiting::order);
    }
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.json.CanonicalJson;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The events that speak for an alert, bounded: all are counted and summed, the first 20 and the
 * newest 20 of the others are kept.
 *
 * @param count number of events
 * @param totalUsd sum of their values, null while none has one
 * @param first at most 20, oldest first
 * @param last the newest 20 of the events that are not in {@code first}, oldest first
 */
public record Evidence(
        long count, BigDecimal totalUsd, List<EvidenceEvent> first, List<EvidenceEvent> last) {

    public static final int KEPT = 20;
    public static final Evidence NONE = new Evidence(0, null, List.of(), List.of());

    public Evidence plus(EvidenceEvent event) {
        BigDecimal total = sum(totalUsd, event.valueUsd());
        return first.size() < KEPT
                ? new Evidence(count + 1, total, with(first, event), last)
                : new Evidence(count + 1, total, first, newest(with(last, event)));
    }

    /** An event that is already counted has grown from a value to that of the event given. */
    public Evidence grown(EvidenceEvent event, BigDecimal fromUsd) {
        return new Evidence(
                count,
                totalUsd.subtract(fromUsd).add(event.valueUsd()),
                replaced(first, event),
                replaced(last, event));
    }

    /** These events, and after them the others. */
    public Evidence then(Evidence later) {
        if (count == 0) {
            return later;
        }
        int room = Math.min(KEPT - first.size(), later.first.size());
        List<EvidenceEvent> head = new ArrayList<>(first);
        head.addAll(later.first.subList(0, room));
        List<EvidenceEvent> tail = new ArrayList<>(last);
        tail.addAll(later.first.subList(room, later.first.size()));
        tail.addAll(later.last);
        return new Evidence(count + later.count, sum(totalUsd, later.totalUsd), head, newest(tail));
    }

    /** Canonical JSON: count, first, last, total_usd; the events are canonical already. */
    public String toJson() {
        String total = CanonicalJson.write(CanonicalJson.decimal(totalUsd));
        return "{\"count\":%d,\"first\":%s,\"last\":%s,\"total_usd\":%s}"
                .formatted(count, array(first), array(last), total);
    }

    private static String array(List<EvidenceEvent> events) {
        return events.stream().map(EvidenceEvent::json).collect(Collectors.joining(",", "[", "]"));
    }

    private static List<EvidenceEvent> with(List<EvidenceEvent> events, EvidenceEvent event) {
        List<EvidenceEvent> more = new ArrayList<>(events.size() + 1);
        more.addAll(events);
        more.add(event);
        return more;
    }

    private static List<EvidenceEvent> newest(List<EvidenceEvent> events) {
        int surplus = events.size() - KEPT;
        return surplus <= 0 ? events : new ArrayList<>(events.subList(surplus, events.size()));
    }

    private static List<EvidenceEvent> replaced(List<EvidenceEvent> events, EvidenceEvent event) {
        List<EvidenceEvent> copy = new ArrayList<>(events);
        copy.replaceAll(kept -> kept.identity().equals(event.identity()) ? event : kept);
        return copy;
    }

    private static BigDecimal sum(BigDecimal total, BigDecimal value) {
        if (total == null) {
            return value;
        }
        return value == null ? total : total.add(value);
    }
}

package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rule {@code large-trade}: one taker order traded more than 1,000,000 USD. An order comes once for
 * each frame that added to it; it counts once, as often as it comes, and belongs to the incident
 * that was open when it became large.
 *
 * <p>State: the large orders seen in the last 10 minutes of log time. No order grows later than
 * that: its trades would be history.
 */
public final class LargeTradeCore implements Detector<TakerOrder, LargeTradeParameters> {

    public static final String RULE = "large-trade";

    static final long REMEMBERED_MS = 600_000;

    private static final long CLEAN_UP_EVERY_MS = 60_000;

    private final Table<String, CountedOrder> orders;
    private final Cell<Long> cleanUpAt;
    private final IncidentCore incidents;

    /**
     * @param orders large orders by identity
     * @param cleanUpAt when old ones are removed next
     */
    public LargeTradeCore(
            Table<String, CountedOrder> orders,
            Cell<Long> cleanUpAt,
            Cell<IncidentMemory> memory,
            Verdicts verdicts) {
        this.orders = orders;
        this.cleanUpAt = cleanUpAt;
        this.incidents = new IncidentCore(RULE, memory, verdicts, LargeTradeCore::resolution);
    }

    @Override
    public void judge(TakerOrder order, long logTimeMs, InForce<LargeTradeParameters> rule) {
        LargeTradeParameters inForce = rule.parameters();
        if (order.timeliness() == Timeliness.HISTORY
                || order.valueUsd().compareTo(inForce.thresholdUsd()) <= 0) {
            return;
        }
        CountedOrder counted = counted(order, logTimeMs);
        if (counted != null && !belongsToOpenIncident(counted)) {
            remember(order, counted.incidentId(), logTimeMs);
            return;
        }
        EvidenceEvent event = evidence(order);
        boolean held =
                incidents.held(
                        new Judgement(
                                rule,
                                Subject.coin(order.coin()),
                                Severity.WARNING,
                                order.timeMs(),
                                order.timeliness() == Timeliness.LATE,
                                order.valueUsd(),
                                null,
                                Judgement.quietMs(0)),
                        evidence ->
                                counted == null || evidence.count() == 0
                                        ? evidence.plus(event)
                                        : evidence.grown(event, counted.valueUsd()),
                        incident -> text(order, inForce),
                        logTimeMs);
        if (held) {
            remember(order, incidents.current().incidentId(), logTimeMs);
        }
    }

    @Override
    public void advance(long logTimeMs) {
        if (cleanUpMs() <= logTimeMs) {
            cleanUp(logTimeMs);
        }
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(cleanUpMs(), incidents.nextDeadlineMs());
    }

    private static AlertText resolution(OpenIncident incident) {
        Evidence evidence = incident.evidence();
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: no large trades in %s any more"
                                .formatted(incident.subject().coin()),
                        "order",
                        Phrases.largest(incident, "traded"));
        told.details().put("orders", evidence.count());
        told.details().put("total_usd", CanonicalJson.decimal(evidence.totalUsd()));
        // Only the opening is told: what the details say of its order, as it came to be.
        told.details().putAll(evidence.first().get(0).shown("trades", "size", "value_usd"));
        return told;
    }

    private CountedOrder counted(TakerOrder order, long logTimeMs) {
        CountedOrder counted = orders.get(order.firstTradeIdentity());
        return counted != null && remembers(counted, logTimeMs) ? counted : null;
    }

    private boolean belongsToOpenIncident(CountedOrder counted) {
        OpenIncident open = incidents.current();
        return open != null && open.incidentId().equals(counted.incidentId());
    }

    private void remember(TakerOrder order, String incidentId, long logTimeMs) {
        orders.put(
                order.firstTradeIdentity(),
                new CountedOrder(incidentId, order.valueUsd(), logTimeMs));
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(nextCleanUp(logTimeMs));
        }
    }

    private static boolean remembers(CountedOrder counted, long logTimeMs) {
        return counted.seenMs() >= logTimeMs - REMEMBERED_MS;
    }

    private void cleanUp(long logTimeMs) {
        List<String> old = new ArrayList<>();
        boolean empty = true;
        for (Map.Entry<String, CountedOrder> entry : orders.entries()) {
            if (remembers(entry.getValue(), logTimeMs)) {
                empty = false;
            } else {
                old.add(entry.getKey());
            }
        }
        old.forEach(orders::remove);
        cleanUpAt.set(empty ? null : Long.valueOf(nextCleanUp(logTimeMs)));
    }

    private long cleanUpMs() {
        Long at = cleanUpAt.get();
        return at == null ? NEVER : at;
    }

    private static long nextCleanUp(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }

    private static EvidenceEvent evidence(TakerOrder order) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("side", order.side().name());
        shown.put("taker", order.taker());
        shown.put("hash", order.hash());
        shown.put("trades", order.tradeCount());
        shown.put("size", CanonicalJson.decimal(order.size()));
        return EvidenceEvent.of(
                order.firstTradeIdentity(), order.timeMs(), order.valueUsd(), shown);
    }

    private static String prices(TakerOrder order) {
        String lowest = CanonicalJson.decimal(order.minPrice());
        return order.minPrice().compareTo(order.maxPrice()) == 0
                ? "at %s USD".formatted(lowest)
                : "between %s and %s USD"
                        .formatted(lowest, CanonicalJson.decimal(order.maxPrice()));
    }

    private static AlertText text(TakerOrder order, LargeTradeParameters inForce) {
        String verb = order.side() == Side.B ? "bought" : "sold";
        String title =
                "Large trade: %s of %s %s in one order"
                        .formatted(Phrases.usd(order.valueUsd()), order.coin(), verb);
        String message =
                "%s %s %s %s worth %s in one order at %s (threshold %s): %s so far %s, transaction %s."
                        .formatted(
                                order.taker() == null ? "Somebody" : order.taker(),
                                verb,
                                Phrases.number(order.size()),
                                order.coin(),
                                Phrases.usd(order.valueUsd()),
                                Phrases.time(order.timeMs()),
                                Phrases.usd(inForce.thresholdUsd()),
                                Phrases.count(order.tradeCount(), "trade"),
                                prices(order),
                                order.hash());
        Map<String, Object> details = CanonicalJson.object();
        details.put("side", order.side().name());
        details.put("taker", order.taker());
        details.put("hash", order.hash());
        details.put("trades", order.tradeCount());
        details.put("size", CanonicalJson.decimal(order.size()));
        details.put("value_usd", CanonicalJson.decimal(order.valueUsd()));
        details.put("min_price", CanonicalJson.decimal(order.minPrice()));
        details.put("max_price", CanonicalJson.decimal(order.maxPrice()));
        details.put("threshold_usd", CanonicalJson.decimal(inForce.thresholdUsd()));
        return new AlertText(title, message, details);
    }
}

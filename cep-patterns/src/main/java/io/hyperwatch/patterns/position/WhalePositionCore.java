package io.hyperwatch.patterns.position;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rule {@code whale-position}: a watched account traded 1,000,000 USD or more in one position
 * event. What counts is what the event traded, not what the position is worth: a whale that trades
 * 100 USD is no news. For an opening and a closing both are the same.
 *
 * <p>State: the ids of such events that came in the last 20 minutes of log time; the topic is
 * written by a job of ours, which after a restart repeats what it wrote since its last checkpoint.
 */
public final class WhalePositionCore implements Detector<PositionEvent, WhalePositionParameters> {

    public static final String RULE = "whale-position";

    static final long REMEMBERED_MS = 1_200_000;

    private static final long CLEAN_UP_EVERY_MS = 60_000;

    private final Table<String, Long> seen;
    private final Cell<Long> cleanUpAt;
    private final IncidentCore incidents;

    /**
     * @param seen log times at which large events came, by their ids
     * @param cleanUpAt when old ones are removed next
     */
    public WhalePositionCore(
            Table<String, Long> seen,
            Cell<Long> cleanUpAt,
            Cell<IncidentMemory> memory,
            Verdicts verdicts) {
        this.seen = seen;
        this.cleanUpAt = cleanUpAt;
        this.incidents = new IncidentCore(RULE, memory, verdicts, WhalePositionCore::resolution);
    }

    @Override
    public void judge(PositionEvent event, long logTimeMs, InForce<WhalePositionParameters> rule) {
        WhalePositionParameters inForce = rule.parameters();
        Timeliness timeliness = Timeliness.of(event.timeMs(), event.provenance().receivedAtMs());
        if (!event.watched()
                || timeliness == Timeliness.HISTORY
                || event.changeUsd().compareTo(inForce.thresholdUsd()) < 0
                || isRepeat(event, logTimeMs)) {
            return;
        }
        remember(event, logTimeMs);
        incidents.held(
                new Judgement(
                        rule,
                        PositionPhrases.subject(event.address(), event.coin()),
                        Severity.INFO,
                        event.timeMs(),
                        timeliness == Timeliness.LATE,
                        event.changeUsd(),
                        null,
                        Judgement.quietMs(0)),
                evidence -> evidence.plus(evidence(event)),
                incident -> text(event, inForce),
                logTimeMs);
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

    private boolean isRepeat(PositionEvent event, long logTimeMs) {
        Long cameAtMs = seen.get(event.eventId());
        return cameAtMs != null && remembers(cameAtMs, logTimeMs);
    }

    private static boolean remembers(long cameAtMs, long logTimeMs) {
        return cameAtMs >= logTimeMs - REMEMBERED_MS;
    }

    private void remember(PositionEvent event, long logTimeMs) {
        seen.put(event.eventId(), logTimeMs);
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(nextCleanUp(logTimeMs));
        }
    }

    private void cleanUp(long logTimeMs) {
        List<String> old = new ArrayList<>();
        boolean empty = true;
        for (Map.Entry<String, Long> entry : seen.entries()) {
            if (remembers(entry.getValue(), logTimeMs)) {
                empty = false;
            } else {
                old.add(entry.getKey());
            }
        }
        old.forEach(seen::remove);
        cleanUpAt.set(empty ? null : Long.valueOf(nextCleanUp(logTimeMs)));
    }

    private long cleanUpMs() {
        Long at = cleanUpAt.get();
        return at == null ? NEVER : at;
    }

    private static long nextCleanUp(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }

    private static EvidenceEvent evidence(PositionEvent event) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("event_type", PositionPhrases.wireName(event.eventType()));
        shown.put("previous_size", CanonicalJson.decimal(event.previousSize()));
        shown.put("current_size", CanonicalJson.decimal(event.currentSize()));
        shown.put("price", CanonicalJson.decimal(event.price()));
        return EvidenceEvent.of(event.eventId(), event.timeMs(), event.changeUsd(), shown);
    }

    private static AlertText text(PositionEvent event, WhalePositionParameters inForce) {
        String did = PositionPhrases.verb(event.eventType());
        String title =
                "Whale %s %s: %s traded"
                        .formatted(did, event.coin(), Phrases.usd(event.changeUsd()));
        String message =
                "%s %s its position in %s at %s: from %s to %s at %s USD, %s traded (threshold %s). The account is worth %s."
                        .formatted(
                                event.address(),
                                did,
                                event.coin(),
                                Phrases.time(event.timeMs()),
                                Phrases.number(event.previousSize()),
                                Phrases.number(event.currentSize()),
                                CanonicalJson.decimal(event.price()),
                                Phrases.usd(event.changeUsd()),
                                Phrases.usd(inForce.thresholdUsd()),
                                event.accountValueUsd() == null
                                        ? "an unknown amount"
                                        : Phrases.usd(event.accountValueUsd()));
        Map<String, Object> details = CanonicalJson.object();
        details.put("event_id", event.eventId());
        details.put("event_type", PositionPhrases.wireName(event.eventType()));
        details.put("previous_size", CanonicalJson.decimal(event.previousSize()));
        details.put("current_size", CanonicalJson.decimal(event.currentSize()));
        details.put("price", CanonicalJson.decimal(event.price()));
        details.put("traded_usd", CanonicalJson.decimal(event.changeUsd()));
        details.put("position_usd", CanonicalJson.decimal(event.positionUsd()));
        details.put("account_value_usd", CanonicalJson.decimal(event.accountValueUsd()));
        details.put("threshold_usd", CanonicalJson.decimal(inForce.thresholdUsd()));
        return new AlertText(title, message, details);
    }

    private static AlertText resolution(OpenIncident incident) {
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: no large change of %s in %s any more"
                                .formatted(
                                        incident.subject().userAddress(),
                                        incident.subject().coin()),
                        "change",
                        Phrases.largest(incident, "traded"));
        told.details().put("total_usd", CanonicalJson.decimal(incident.evidence().totalUsd()));
        return told;
    }
}

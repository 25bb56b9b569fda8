package io.hyperwatch.patterns.feed;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.feed.Outages.Deadline;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Rule {@code feed-stale}: a stream has been silent for too long, or a gap in it is open for too
 * long. Streams that are lost together, such as the hundreds of one socket, are one outage, called
 * after the first of them.
 *
 * <p>An outage becomes an incident when one of its losses is too long, and lasts until all of them
 * have ended; while it is open, a loss that belongs to it holds at once.
 *
 * <p>State: the losses that go on, at most a few a stream, and the outages they belong to.
 */
public final class FeedStaleCore implements Detector<CoverageEvent, FeedStaleParameters> {

    public static final String RULE = "feed-stale";

    private static final long QUIET_MS = Judgement.quietMs(0);

    private final Table<String, LostStream> lost;
    private final Outages outages;
    private final Cell<Sequence> newest;

    /**
     * @param lost by {@link Loss#key}
     * @param outages by their first stream
     * @param memories of their incidents, by the same
     * @param newest of the events seen
     */
    public FeedStaleCore(
            Table<String, LostStream> lost,
            Table<String, Outage> outages,
            Table<String, IncidentMemory> memories,
            Cell<Sequence> newest,
            Verdicts verdicts) {
        this.lost = lost;
        this.outages = new Outages(outages, memories, verdicts);
        this.newest = newest;
    }

    @Override
    public void judge(CoverageEvent event, long logTimeMs, InForce<FeedStaleParameters> rule) {
        Sequence before = newest.get() == null ? Sequence.NONE : newest.get();
        Sequence sequence = event.provenance().sequence();
        if (sequence.compareTo(before) <= 0) {
            return;
        }
        newest.set(sequence);
        Timeliness timeliness = Timeliness.of(event.timeMs(), event.provenance().receivedAtMs());
        boolean late = timeliness != Timeliness.FRESH;
        long atMs = Judgement.heldAtMs(event.timeMs(), late, logTimeMs);
        if (sequence.epochMs() != before.epochMs()) {
            forgetSilences(atMs);
        }
        follow(event.stream(), rule, atMs);
        String ended = Loss.ended(event);
        if (ended != null) {
            end(ended, atMs);
        }
        Loss loss = Loss.begun(event, rule.parameters());
        if (loss != null && !rule.isPaused() && timeliness != Timeliness.HISTORY) {
            begin(event, loss, late, logTimeMs, rule);
        }
    }

    @Override
    public void advance(long logTimeMs) {
        for (Deadline next = outages.next();
                next.stream() != null && next.timeMs() <= logTimeMs;
                next = outages.next()) {
            Outage outage = outages.get(next.stream());
            IncidentCore incident = outages.incident(next.stream());
            if (Outages.isWaiting(outage, incident) && outage.earliestMs() <= next.timeMs()) {
                hold(outage, next.timeMs(), false, next.timeMs(), evidence -> outage.evidence());
            } else {
                incident.advance(next.timeMs());
                outages.forgetIfOver(outage);
            }
        }
    }

    @Override
    public long nextDeadlineMs() {
        return outages.next().timeMs();
    }

    private void begin(
            CoverageEvent event,
            Loss loss,
            boolean late,
            long logTimeMs,
            InForce<FeedStaleParameters> rule) {
        if (lost.get(loss.key()) != null) {
            return;
        }
        Outage known = outages.of(loss, event.timeMs());
        Outage before = known == null ? Outage.begun(loss, event.timeMs(), rule) : known;
        EvidenceEvent shown = OutageText.evidence(event, loss);
        Outage after = before.plus(loss, shown);
        lost.put(loss.key(), new LostStream(after.stream(), loss.dueMs()));
        outages.keep(after);
        if (outages.incident(after.stream()).current() != null) {
            hold(
                    after,
                    event.timeMs(),
                    late,
                    logTimeMs,
                    evidence -> evidence.count() == 0 ? after.evidence() : evidence.plus(shown));
        } else if (after.earliestMs() <= logTimeMs) {
            long holdsFromMs = after.judged() ? event.timeMs() : after.earliestMs();
            hold(after, holdsFromMs, late, logTimeMs, evidence -> after.evidence());
        }
    }

    private void hold(
            Outage outage,
            long eventTimeMs,
            boolean late,
            long logTimeMs,
            UnaryOperator<Evidence> evidence) {
        outages.keep(outage.wasJudged());
        IncidentCore incident = outages.incident(outage.stream());
        incident.held(
                new Judgement(
                        outage.rule(),
                        new Subject("stream:" + outage.stream(), null, null),
                        Severity.HIGH,
                        eventTimeMs,
                        late,
                        null,
                        null,
                        QUIET_MS),
                evidence,
                open -> OutageText.text(outage, eventTimeMs),
                logTimeMs);
        incident.lasts(outage.rule(), Judgement.heldAtMs(eventTimeMs, late, logTimeMs));
    }

    /** An outage goes by the rule as it is in force for the stream it is called after. */
    private void follow(String stream, InForce<FeedStaleParameters> rule, long atMs) {
        Outage outage = outages.get(stream);
        if (outage != null) {
            outages.keep(outage.judgedBy(rule));
            if (rule.isPaused()) {
                outages.incident(stream).released(atMs);
            } else if (outage.open() > 0) {
                outages.incident(stream).lasts(rule, atMs);
            }
        }
    }

    private void end(String key, long atMs) {
        LostStream ended = lost.get(key);
        if (ended == null) {
            return;
        }
        lost.remove(key);
        Outage outage = outages.get(ended.outage()).minus(ended.dueMs());
        outages.keep(outage);
        if (outage.open() == 0) {
            outages.incident(outage.stream()).released(atMs);
            outages.forgetIfOver(outage);
        }
    }

    /**
     * The bridge has been started anew: it says again what is silent, but not what no longer is.
     */
    private void forgetSilences(long atMs) {
        Map<String, LostStream> silent = new TreeMap<>();
        for (Map.Entry<String, LostStream> entry : lost.entries()) {
            if (entry.getKey().startsWith(Loss.SILENT_PREFIX)) {
                silent.put(entry.getKey(), entry.getValue());
            }
        }
        silent.keySet().forEach(key -> end(key, atMs));
    }
}

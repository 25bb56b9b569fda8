package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.IncidentMemory.ToldIncident;
import io.hyperwatch.patterns.state.Cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Turns judgements of one rule about one subject into alerts and an incident: the first one opens,
 * a higher severity escalates, a quiet time resolves, everything else only updates the incident.
 *
 * <p>Revisions of the incident go out at once with an alert, otherwise at most every 5 s of log
 * time. Its figures never shrink.
 *
 * <p>An incident that would begin with the same evidence as one of the last 32, and not be worse
 * than that one was, is not opened again: a late event that completes a window which was alerted on
 * and has been resolved tells nobody anything new, and two alerts must never share an id (the ids
 * follow from the first evidence and the severity).
 */
public final class IncidentCore {

    /** Between two revisions that no alert goes with. */
    public static final long REVISION_EVERY_MS = 5_000;

    private static final int REMEMBERED = 32;

    private final String rule;
    private final Cell<IncidentMemory> memory;
    private final Verdicts verdicts;

    private final Function<OpenIncident, AlertText> resolution;

    /**
     * @param resolution title and message of a resolve, and what its details say beyond those of
     *     the incident's last alert
     */
    public IncidentCore(
            String rule,
            Cell<IncidentMemory> memory,
            Verdicts verdicts,
            Function<OpenIncident, AlertText> resolution) {
        this.rule = rule;
        this.memory = memory;
        this.verdicts = verdicts;
        this.resolution = resolution;
    }

    /** Null when nothing goes on. */
    public OpenIncident current() {
        IncidentMemory remembered = memory.get();
        return remembered == null ? null : remembered.open();
    }

    /**
     * The condition held at a record.
     *
     * @param change of the incident's evidence, from {@link Evidence#NONE} when this opens it
     * @param text asked for only if an alert goes out
     */
    public void held(
            Judgement judgement,
            UnaryOperator<Evidence> change,
            Function<OpenIncident, AlertText> text,
            long logTimeMs) {
        if (judgement.rule().isPaused()) {
            return;
        }
        long heldAtMs = Judgement.heldAtMs(judgement.eventTimeMs(), judgement.late(), logTimeMs);
        OpenIncident before = current();
        if (before != null && before.shadow() != judgement.rule().isShadow()) {
            // Those who are told of it now were not told that it opened, or the other way round.
            resolve(before.resolvingAt(Math.max(before.lastHeldMs(), heldAtMs)).revised(logTimeMs));
            before = null;
        }
        if (before == null) {
            open(judgement, change.apply(Evidence.NONE), heldAtMs, text, logTimeMs);
            return;
        }
        OpenIncident after = before.held(judgement, change.apply(before.evidence()), heldAtMs);
        if (after.severity().compareTo(before.severity()) > 0) {
            String alertId =
                    AlertId.of(
                            rule,
                            judgement.rule().version(),
                            after.subject().name(),
                            AlertKind.ESCALATE,
                            after.severity(),
                            after.firstIdentity());
            worse(after);
            tell(after, alertId, AlertKind.ESCALATE, judgement, text, logTimeMs);
        } else if (logTimeMs >= after.revisedAtMs() + REVISION_EVERY_MS) {
            keep(revise(after, logTimeMs));
        } else {
            keep(after);
        }
    }

    /** The condition goes on, records or not, until {@link #released}. */
    public void lasts() {
        resolveAt(Detector.NEVER);
    }

    /**
     * The condition is over unless it is judged to hold again within the quiet time, which never
     * begins before it last held: a late record holds from the log time on at which it came.
     */
    public void released(long atMs) {
        OpenIncident open = current();
        if (open != null && open.resolveAtMs() == Detector.NEVER) {
            resolveAt(Math.max(open.lastHeldMs(), atMs) + open.quietMs());
        }
    }

    /** Fires what is due. */
    public void advance(long logTimeMs) {
        OpenIncident open = current();
        if (open == null) {
            return;
        }
        long revisionAtMs = revisionAtMs(open);
        if (revisionAtMs <= logTimeMs && revisionAtMs < open.resolveAtMs()) {
            open = revise(open, revisionAtMs);
            keep(open);
        }
        if (open.resolveAtMs() <= logTimeMs) {
            resolve(open.revised(open.resolveAtMs()));
        }
    }

    /** {@link Detector#NEVER} when none. */
    public long nextDeadlineMs() {
        OpenIncident open = current();
        return open == null ? Detector.NEVER : Math.min(open.resolveAtMs(), revisionAtMs(open));
    }

    private static long revisionAtMs(OpenIncident open) {
        return open.unreported() ? open.revisedAtMs() + REVISION_EVERY_MS : Detector.NEVER;
    }

    private void open(
            Judgement judgement,
            Evidence evidence,
            long heldAtMs,
            Function<OpenIncident, AlertText> text,
            long logTimeMs) {
        String first = evidence.first().get(0).identity();
        int version = judgement.rule().version();
        List<ToldIncident> recent = new ArrayList<>(recent());
        for (ToldIncident told : recent) {
            if (told.ruleVersion() == version
                    && told.firstIdentity().equals(first)
                    && told.severity().isAtLeast(judgement.severity())) {
                return;
            }
        }
        remember(recent, new ToldIncident(version, first, judgement.severity()));
        memory.set(new IncidentMemory(null, recent));
        String incidentId =
                AlertId.of(
                        rule,
                        version,
                        judgement.subject().name(),
                        AlertKind.OPEN,
                        judgement.severity(),
                        first);
        OpenIncident opened = OpenIncident.opened(incidentId, judgement, evidence, heldAtMs);
        tell(opened, incidentId, AlertKind.OPEN, judgement, text, logTimeMs);
    }

    private void tell(
            OpenIncident incident,
            String alertId,
            AlertKind kind,
            Judgement judgement,
            Function<OpenIncident, AlertText> text,
            long logTimeMs) {
        AlertText told = text.apply(incident);
        String details = CanonicalJson.write(told.details());
        verdicts.alert(
                alert(
                        incident,
                        alertId,
                        kind,
                        told,
                        details,
                        judgement.eventTimeMs(),
                        judgement.late()));
        keep(revise(incident.told(details), logTimeMs));
    }

    private void resolve(OpenIncident incident) {
        AlertText told = resolution.apply(incident);
        if (!(CanonicalJson.read(incident.figures()) instanceof Map<?, ?> figures)) {
            throw new IllegalStateException("details are an object: " + incident.figures());
        }
        Map<String, Object> details = CanonicalJson.object();
        figures.forEach((name, value) -> details.put((String) name, value));
        details.putAll(told.details());
        String alertId =
                AlertId.of(
                        rule,
                        incident.ruleVersion(),
                        incident.subject().name(),
                        AlertKind.RESOLVE,
                        incident.severity(),
                        incident.firstIdentity());
        verdicts.alert(
                alert(
                        incident,
                        alertId,
                        AlertKind.RESOLVE,
                        told,
                        CanonicalJson.write(details),
                        incident.resolveAtMs(),
                        false));
        verdicts.incident(incident.toResolved(rule));
        memory.set(new IncidentMemory(null, recent()));
    }

    private Alert alert(
            OpenIncident incident,
            String alertId,
            AlertKind kind,
            AlertText text,
            String details,
            long eventTimeMs,
            boolean late) {
        return new Alert(
                alertId,
                incident.incidentId(),
                kind,
                rule,
                incident.ruleVersion(),
                incident.severity(),
                incident.subject().name(),
                incident.subject().coin(),
                incident.subject().userAddress(),
                text.title(),
                text.message(),
                incident.valueUsd(),
                eventTimeMs,
                incident.firstEventTimeMs(),
                0,
                late,
                details,
                incident.evidence().toJson(),
                null,
                incident.shadow());
    }

    private OpenIncident revise(OpenIncident incident, long atMs) {
        OpenIncident revised = incident.revised(atMs);
        verdicts.incident(revised.toIncident(rule));
        return revised;
    }

    /** The open incident has become worse, maybe under another version of the rule. */
    private void worse(OpenIncident incident) {
        List<ToldIncident> recent = new ArrayList<>(recent());
        String first = incident.firstIdentity();
        int version = incident.ruleVersion();
        recent.removeIf(
                told -> told.ruleVersion() == version && told.firstIdentity().equals(first));
        remember(recent, new ToldIncident(version, first, incident.severity()));
        memory.set(new IncidentMemory(incident, recent));
    }

    private static void remember(List<ToldIncident> recent, ToldIncident told) {
        recent.add(told);
        if (recent.size() > REMEMBERED) {
            recent.remove(0);
        }
    }

    private List<ToldIncident> recent() {
        return memory.get() == null ? List.of() : memory.get().recent();
    }

    private void resolveAt(long deadlineMs) {
        OpenIncident open = current();
        if (open != null && open.resolveAtMs() != deadlineMs) {
            keep(open.resolvingAt(deadlineMs));
        }
    }

    private void keep(OpenIncident open) {
        memory.set(new IncidentMemory(open, recent()));
    }
}

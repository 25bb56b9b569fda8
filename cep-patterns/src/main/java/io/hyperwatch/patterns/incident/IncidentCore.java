package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.IncidentMemory.ToldIncident;
import io.hyperwatch.patterns.rules.InForce;
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
 * follow from the first evidence and the severity). For the same reason it does not escalate to
 * what one of them has told.
 *
 * <p>An incident is active or in shadow, as the rule was for the record that opened it, and an
 * active one has priority. A record judged in shadow does not join it: for the active incident the
 * condition does not hold, and none opens beside it. So an override in shadow for one of the coins
 * or accounts of a subject does not disturb what is told of the others.
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

    /** Whether a record judged by this rule would become part of the open incident. */
    public boolean joins(InForce<?> rule) {
        OpenIncident open = current();
        return open != null && !rule.isPaused() && open.shadow() == rule.isShadow();
    }

    /** Whether the rule is in shadow and the open incident active. */
    public boolean givesWay(InForce<?> rule) {
        OpenIncident open = current();
        return open != null && !open.shadow() && rule.isShadow();
    }

    /**
     * The condition held at a record.
     *
     * @param change of the incident's evidence, from {@link Evidence#NONE} when this opens it
     * @param text asked for only if an alert goes out
     * @return whether the record is part of the incident that is open now
     */
    public boolean held(
            Judgement judgement,
            UnaryOperator<Evidence> change,
            Function<OpenIncident, AlertText> text,
            long logTimeMs) {
        if (judgement.rule().isPaused()) {
            return false;
        }
        long heldAtMs = Judgement.heldAtMs(judgement.eventTimeMs(), judgement.late(), logTimeMs);
        if (givesWay(judgement.rule())) {
            released(heldAtMs);
            return false;
        }
        OpenIncident before = current();
        if (before != null && before.shadow() != judgement.rule().isShadow()) {
            // Those who are told of it now were not told that it opened.
            resolve(before.resolvingAt(Math.max(before.lastHeldMs(), heldAtMs)).revised(logTimeMs));
            before = null;
        }
        if (before == null) {
            return open(judgement, change.apply(Evidence.NONE), heldAtMs, text, logTimeMs);
        }
        OpenIncident after = before.held(judgement, change.apply(before.evidence()), heldAtMs);
        if (judgement.severity().compareTo(before.toldSeverity()) > 0
                && !isTold(judgement, before.firstIdentity())) {
            OpenIncident worse = after.escalated(judgement);
            worse(worse);
            tell(worse, AlertKind.ESCALATE, judgement, text, logTimeMs);
        } else if (logTimeMs >= after.revisedAtMs() + REVISION_EVERY_MS) {
            keep(revise(after, logTimeMs));
        } else {
            keep(after);
        }
        return true;
    }

    /**
     * The condition goes on, records or not, until {@link #released}; for an incident that is not
     * of the rule's state, active or shadow, it is over.
     *
     * @param atMs as for {@link #released}
     */
    public void lasts(InForce<?> rule, long atMs) {
        if (joins(rule)) {
            resolveAt(Detector.NEVER);
        } else {
            released(atMs);
        }
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

    private boolean open(
            Judgement judgement,
            Evidence evidence,
            long heldAtMs,
            Function<OpenIncident, AlertText> text,
            long logTimeMs) {
        String first = evidence.first().get(0).identity();
        int version = judgement.rule().version();
        if (isTold(judgement, first)) {
            return false;
        }
        List<ToldIncident> recent = new ArrayList<>(recent());
        remember(
                recent,
                new ToldIncident(
                        version, first, judgement.severity(), judgement.rule().isShadow()));
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
        tell(opened, AlertKind.OPEN, judgement, text, logTimeMs);
        return true;
    }

    /**
     * Whether one of the incidents remembered has said as much, and not in shadow only: versions
     * are counted by scope, so an override in shadow may have the version of one that is active.
     * Never the open one when it becomes worse than it was told.
     */
    private boolean isTold(Judgement judgement, String first) {
        for (ToldIncident told : recent()) {
            if (told.ruleVersion() == judgement.rule().version()
                    && told.firstIdentity().equals(first)
                    && told.severity().isAtLeast(judgement.severity())
                    && (judgement.rule().isShadow() || !told.shadow())) {
                return true;
            }
        }
        return false;
    }

    private void tell(
            OpenIncident incident,
            AlertKind kind,
            Judgement judgement,
            Function<OpenIncident, AlertText> text,
            long logTimeMs) {
        AlertText told = text.apply(incident);
        String details = CanonicalJson.write(told.details());
        verdicts.alert(
                incident.toAlert(
                        rule, kind, told, details, judgement.eventTimeMs(), judgement.late()));
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
        verdicts.alert(
                incident.toAlert(
                        rule,
                        AlertKind.RESOLVE,
                        told,
                        CanonicalJson.write(details),
                        incident.resolveAtMs(),
                        false));
        verdicts.incident(incident.toResolved(rule));
        memory.set(new IncidentMemory(null, recent()));
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
        boolean shadow = incident.shadow();
        recent.removeIf(
                told ->
                        told.ruleVersion() == version
                                && told.firstIdentity().equals(first)
                                && told.shadow() == shadow);
        remember(recent, new ToldIncident(version, first, incident.toldSeverity(), shadow));
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

package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;

import java.math.BigDecimal;

/**
 * An incident that goes on; part of {@link IncidentMemory}. About 10 kB at most, nearly all of it
 * evidence.
 *
 * @param incidentId id of the opening alert
 * @param ruleVersion of its newest alert
 * @param subject what it is about
 * @param severity highest so far
 * @param openedAtMs event time of the opening alert
 * @param firstIdentity identity of the opening alert's first evidence
 * @param firstEventTimeMs event time of it
 * @param updatedAtMs highest event time of its records
 * @param lastHeldMs see {@link Judgement#heldAtMs}
 * @param quietMs how long the condition must not hold
 * @param resolveAtMs the deadline, {@link Detector#NEVER} while the condition lasts
 * @param valueUsd highest so far, or null
 * @param riskScore highest so far, or null
 * @param evidence of the whole incident
 * @param figures details of its last alert, canonical JSON
 * @param revision of the newest {@link Incident} sent
 * @param revisedAtMs log time at which that was sent
 * @param unreported whether something changed since
 * @param shadow whether the rule was in shadow when it opened: its alerts are recorded only
 * @param toldSeverity that of its newest alert; below {@code severity} where an earlier incident
 *     had told the same. Null in state written before it was kept: {@code severity}
 */
public record OpenIncident(
        String incidentId,
        int ruleVersion,
        Subject subject,
        Severity severity,
        long openedAtMs,
        String firstIdentity,
        long firstEventTimeMs,
        long updatedAtMs,
        long lastHeldMs,
        long quietMs,
        long resolveAtMs,
        BigDecimal valueUsd,
        BigDecimal riskScore,
        Evidence evidence,
        String figures,
        int revision,
        long revisedAtMs,
        boolean unreported,
        boolean shadow,
        Severity toldSeverity) {

    @Override
    public Severity toldSeverity() {
        return toldSeverity == null ? severity : toldSeverity;
    }

    static OpenIncident opened(String incidentId, Judgement judgement, Evidence evidence, long at) {
        EvidenceEvent first = evidence.first().get(0);
        return new OpenIncident(
                incidentId,
                judgement.rule().version(),
                judgement.subject(),
                judgement.severity(),
                judgement.eventTimeMs(),
                first.identity(),
                first.timeMs(),
                judgement.eventTimeMs(),
                at,
                judgement.quietMs(),
                at + judgement.quietMs(),
                judgement.valueUsd(),
                judgement.riskScore(),
                evidence,
                null,
                0,
                0,
                true,
                judgement.rule().isShadow(),
                judgement.severity());
    }

    OpenIncident held(Judgement judgement, Evidence newEvidence, long at) {
        long held = Math.max(lastHeldMs, at);
        return new OpenIncident(
                incidentId,
                ruleVersion,
                subject,
                judgement.severity().isAtLeast(severity) ? judgement.severity() : severity,
                openedAtMs,
                firstIdentity,
                firstEventTimeMs,
                Math.max(updatedAtMs, judgement.eventTimeMs()),
                held,
                judgement.quietMs(),
                held + judgement.quietMs(),
                higher(valueUsd, judgement.valueUsd()),
                higher(riskScore, judgement.riskScore()),
                newEvidence,
                figures,
                revision,
                revisedAtMs,
                true,
                shadow,
                toldSeverity());
    }

    /** As bad as the judgement says, which an alert tells. */
    OpenIncident escalated(Judgement judgement) {
        return new OpenIncident(
                incidentId,
                judgement.rule().version(),
                subject,
                severity,
                openedAtMs,
                firstIdentity,
                firstEventTimeMs,
                updatedAtMs,
                lastHeldMs,
                quietMs,
                resolveAtMs,
                valueUsd,
                riskScore,
                evidence,
                figures,
                revision,
                revisedAtMs,
                unreported,
                shadow,
                judgement.severity());
    }

    OpenIncident told(String newFigures) {
        return with(resolveAtMs, newFigures, revision, revisedAtMs, unreported);
    }

    OpenIncident resolvingAt(long deadlineMs) {
        return with(deadlineMs, figures, revision, revisedAtMs, unreported);
    }

    OpenIncident revised(long atMs) {
        return with(resolveAtMs, figures, revision + 1, atMs, false);
    }

    /** Of the version and severity that its newest alert has, which may be this one. */
    Alert toAlert(
            String rule,
            AlertKind kind,
            AlertText text,
            String details,
            long eventTimeMs,
            boolean late) {
        String alertId =
                AlertId.of(rule, ruleVersion, subject.name(), kind, toldSeverity(), firstIdentity);
        return new Alert(
                alertId,
                incidentId,
                kind,
                rule,
                ruleVersion,
                toldSeverity(),
                subject.name(),
                subject.coin(),
                subject.userAddress(),
                text.title(),
                text.message(),
                valueUsd,
                eventTimeMs,
                firstEventTimeMs,
                0,
                late,
                details,
                evidence.toJson(),
                null,
                shadow);
    }

    Incident toIncident(String rule) {
        return toIncident(rule, IncidentState.OPEN, updatedAtMs, null);
    }

    Incident toResolved(String rule) {
        return toIncident(rule, IncidentState.RESOLVED, resolveAtMs, resolveAtMs);
    }

    /** The higher one; null counts as lower than anything. */
    static BigDecimal higher(BigDecimal one, BigDecimal other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : one.max(other);
    }

    private Incident toIncident(String rule, IncidentState state, long atMs, Long resolvedAtMs) {
        return new Incident(
                incidentId,
                rule,
                subject.name(),
                state,
                severity,
                openedAtMs,
                atMs,
                resolvedAtMs,
                evidence.count(),
                valueUsd,
                riskScore,
                revision);
    }

    private OpenIncident with(
            long newResolveAtMs,
            String newFigures,
            int newRevision,
            long newRevisedAtMs,
            boolean newUnreported) {
        return new OpenIncident(
                incidentId,
                ruleVersion,
                subject,
                severity,
                openedAtMs,
                firstIdentity,
                firstEventTimeMs,
                updatedAtMs,
                lastHeldMs,
                quietMs,
                newResolveAtMs,
                valueUsd,
                riskScore,
                evidence,
                newFigures,
                newRevision,
                newRevisedAtMs,
                newUnreported,
                shadow,
                toldSeverity());
    }
}

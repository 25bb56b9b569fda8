package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.function.Consumer;

/**
 * One row for each incident out of what its detector and the patterns beside it report.
 *
 * <p>They race, so merging is commutative and idempotent: the highest severity, risk, count and
 * value win, resolved wins over open. The revision is the number of updates merged, and each update
 * gives one: whatever order a restarted job merges them in, equal revisions mean that the same
 * number of updates is in, and the last one has them all.
 *
 * <p>State: one entry for each open incident and for each that was resolved in the last 10 minutes.
 */
public final class IncidentLedger {

    /** How long after its resolve an incident's row may still change. */
    public static final long REMEMBERED_MS = 600_000;

    private final Cell<LedgerEntry> state;

    public IncidentLedger(Cell<LedgerEntry> state) {
        this.state = state;
    }

    public void merge(Incident update, long logTimeMs, Consumer<Incident> out) {
        LedgerEntry before = entry();
        Incident merged = before.incident() == null ? update : merged(before.incident(), update);
        long forgetAtMs =
                merged.resolvedAtMs() == null
                        ? Detector.NEVER
                        : Math.max(merged.resolvedAtMs(), logTimeMs) + REMEMBERED_MS;
        keep(merged, before.riskScore(), before.merged() + 1, forgetAtMs, out);
    }

    public void merge(IncidentRisk update, long logTimeMs, Consumer<Incident> out) {
        LedgerEntry before = entry();
        long forgetAtMs =
                before.incident() == null ? logTimeMs + REMEMBERED_MS : before.forgetAtMs();
        keep(
                before.incident(),
                OpenIncident.higher(before.riskScore(), update.riskScore()),
                before.merged() + 1,
                forgetAtMs,
                out);
    }

    public void advance(long logTimeMs) {
        LedgerEntry entry = state.get();
        if (entry != null && entry.forgetAtMs() <= logTimeMs) {
            state.set(null);
        }
    }

    /** {@link Detector#NEVER} when none. */
    public long nextDeadlineMs() {
        LedgerEntry entry = state.get();
        return entry == null ? Detector.NEVER : entry.forgetAtMs();
    }

    private LedgerEntry entry() {
        LedgerEntry entry = state.get();
        return entry == null ? new LedgerEntry(null, null, 0, Detector.NEVER) : entry;
    }

    private void keep(
            Incident incident,
            BigDecimal riskScore,
            int merged,
            long forgetAtMs,
            Consumer<Incident> out) {
        state.set(new LedgerEntry(incident, riskScore, merged, forgetAtMs));
        if (incident != null) {
            out.accept(revision(incident, riskScore, merged));
        }
    }

    private static Incident merged(Incident one, Incident other) {
        return new Incident(
                one.incidentId(),
                one.rule(),
                one.subject(),
                one.state() == IncidentState.RESOLVED ? one.state() : other.state(),
                higher(one.severity(), other.severity()),
                Math.min(one.openedAtMs(), other.openedAtMs()),
                Math.max(one.updatedAtMs(), other.updatedAtMs()),
                later(one.resolvedAtMs(), other.resolvedAtMs()),
                Math.max(one.eventCount(), other.eventCount()),
                OpenIncident.higher(one.valueUsd(), other.valueUsd()),
                OpenIncident.higher(one.riskScore(), other.riskScore()),
                0);
    }

    private static Incident revision(Incident incident, BigDecimal riskScore, int revision) {
        return new Incident(
                incident.incidentId(),
                incident.rule(),
                incident.subject(),
                incident.state(),
                incident.severity(),
                incident.openedAtMs(),
                incident.updatedAtMs(),
                incident.resolvedAtMs(),
                incident.eventCount(),
                incident.valueUsd(),
                OpenIncident.higher(incident.riskScore(), riskScore),
                revision);
    }

    private static Severity higher(Severity one, Severity other) {
        return one.isAtLeast(other) ? one : other;
    }

    private static Long later(Long one, Long other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : Long.valueOf(Math.max(one, other));
    }
}

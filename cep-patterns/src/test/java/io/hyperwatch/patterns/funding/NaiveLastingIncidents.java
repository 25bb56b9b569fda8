package io.hyperwatch.patterns.funding;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleState;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The incidents of a rule and subject whose condition lasts from record to record until one says
 * that it is over, kept the plain way. No values; the evidence of each record is the record.
 */
public final class NaiveLastingIncidents {

    private final String rule;
    private final String subject;
    private final List<Told> told = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private String incident;
    private boolean shadow;
    private int version;
    private Severity severity;
    private String firstIdentity;
    private long firstTimeMs;
    private long lastHeldMs;
    private long quietMs;
    private long events;
    private boolean lasting;
    private long overMs;

    public NaiveLastingIncidents(String rule, String subject) {
        this.rule = rule;
        this.subject = subject;
    }

    public List<Told> told() {
        return told;
    }

    public boolean isLasting() {
        return incident != null && lasting;
    }

    public void pass(long nowMs) {
        if (incident != null && !lasting && overMs + quietMs <= nowMs) {
            tell(AlertKind.RESOLVE, overMs + quietMs, false);
            incident = null;
        }
    }

    /** The condition holds at a record; that it lasts is said by {@link #lasts}. */
    public void hold(
            NaiveRule inForce, Severity now, long timeMs, boolean late, long nowMs, String id) {
        if (inForce.state() == RuleState.PAUSED) {
            return;
        }
        boolean inShadow = inForce.state() == RuleState.SHADOW;
        long heldMs = late ? Math.max(timeMs, nowMs) : timeMs;
        if (incident != null && !shadow && inShadow) {
            release(heldMs);
            return;
        }
        if (incident != null && shadow && !inShadow) {
            tell(AlertKind.RESOLVE, Math.max(lastHeldMs, heldMs), false);
            incident = null;
        }
        if (incident == null) {
            String opened = AlertId.of(rule, inForce.version(), subject, AlertKind.OPEN, now, id);
            if (!ids.add(opened)) {
                return;
            }
            incident = opened;
            shadow = inShadow;
            version = inForce.version();
            severity = now;
            firstIdentity = id;
            firstTimeMs = timeMs;
            lastHeldMs = heldMs;
            events = 1;
            tell(AlertKind.OPEN, timeMs, late);
        } else {
            lastHeldMs = Math.max(lastHeldMs, heldMs);
            events++;
            if (now.compareTo(severity) > 0) {
                version = inForce.version();
                severity = now;
                tell(AlertKind.ESCALATE, timeMs, late);
            }
        }
        quietMs = inForce.number("quiet_ms");
        lasting = false;
        overMs = lastHeldMs;
    }

    /** An incident lasts by what is said in its own state, active or shadow. */
    public void lasts(NaiveRule inForce, long atMs) {
        if (shadow == (inForce.state() == RuleState.SHADOW)) {
            lasting = incident != null;
        } else {
            release(atMs);
        }
    }

    public void release(long atMs) {
        if (isLasting()) {
            lasting = false;
            overMs = Math.max(lastHeldMs, atMs);
        }
    }

    private void tell(AlertKind kind, long eventTimeMs, boolean late) {
        told.add(
                new Told(
                        kind,
                        AlertId.of(rule, version, subject, kind, severity, firstIdentity),
                        incident,
                        severity,
                        eventTimeMs,
                        firstTimeMs,
                        null,
                        late,
                        events,
                        null,
                        shadow));
    }
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The incidents of a rule and subject whose condition holds at records, kept the plain way: all
 * evidence, all ids.
 */
public final class NaiveIncidents {

    /** An event of the evidence; the value is null where the rule knows none. */
    public record Event(long timeMs, BigDecimal usd) {}

    private final String rule;
    private final String subject;
    private final List<Told> told = new ArrayList<>();

    /** How bad the incidents of a version with the same first evidence were told to be. */
    private final Map<String, Severity> worst = new HashMap<>();

    private String incident;
    private boolean shadow;

    /** Version and severity of the newest alert. */
    private int version;

    private Severity severity;
    private String firstIdentity;
    private long firstTimeMs;
    private long lastHeldMs;
    private long quietMs;
    private BigDecimal valueUsd;
    private Map<String, BigDecimal> evidence;

    public NaiveIncidents(String rule, String subject) {
        this.rule = rule;
        this.subject = subject;
    }

    public List<Told> told() {
        return told;
    }

    /** Null when nothing goes on. */
    public String open() {
        return incident;
    }

    /** As the newest alert told it. */
    public Severity severity() {
        return severity;
    }

    public void pass(long nowMs) {
        if (incident != null && lastHeldMs + quietMs <= nowMs) {
            tell(AlertKind.RESOLVE, lastHeldMs + quietMs, false);
            incident = null;
        }
    }

    /**
     * The condition holds at a record. Said in shadow, it does not matter while an active incident
     * goes on.
     *
     * @param inForce what it was judged by
     * @param now log time
     * @param value of the incident, or null
     * @param allEvidence by identity, oldest first; used when this opens an incident
     * @param newest the record's own evidence
     * @return whether it belongs to the incident that goes on now
     */
    public boolean hold(
            NaiveRule inForce,
            Severity now,
            long timeMs,
            boolean late,
            long nowMs,
            BigDecimal value,
            long quiet,
            Map<String, Event> allEvidence,
            String newest,
            BigDecimal newestUsd) {
        boolean toShadow = inForce.state() == RuleState.SHADOW;
        boolean activeGoesOn = incident != null && !shadow;
        if (inForce.state() == RuleState.PAUSED || toShadow && activeGoesOn) {
            return false;
        }
        long heldMs = late ? Math.max(timeMs, nowMs) : timeMs;
        if (incident != null && shadow && !toShadow) {
            tell(AlertKind.RESOLVE, Math.max(lastHeldMs, heldMs), false);
            incident = null;
        }
        if (incident != null) {
            String beginning = inForce.version() + "|" + firstIdentity;
            boolean known =
                    worst.containsKey(beginning) && worst.get(beginning).compareTo(now) >= 0;
            lastHeldMs = Math.max(lastHeldMs, heldMs);
            quietMs = quiet;
            if (value != null) {
                valueUsd = valueUsd == null ? value : valueUsd.max(value);
            }
            evidence.put(newest, newestUsd);
            if (now.compareTo(severity) > 0 && !known) {
                version = inForce.version();
                severity = now;
                worst.put(beginning, severity);
                tell(AlertKind.ESCALATE, timeMs, late);
            }
            return true;
        }
        Map.Entry<String, Event> first = allEvidence.entrySet().iterator().next();
        String id =
                AlertId.of(rule, inForce.version(), subject, AlertKind.OPEN, now, first.getKey());
        String beginning = inForce.version() + "|" + first.getKey();
        if (worst.containsKey(beginning) && worst.get(beginning).compareTo(now) >= 0) {
            return false;
        }
        worst.put(beginning, now);
        incident = id;
        shadow = toShadow;
        version = inForce.version();
        severity = now;
        firstIdentity = first.getKey();
        firstTimeMs = first.getValue().timeMs();
        lastHeldMs = heldMs;
        quietMs = quiet;
        valueUsd = value;
        evidence = new LinkedHashMap<>();
        allEvidence.forEach((key, event) -> evidence.put(key, event.usd()));
        tell(AlertKind.OPEN, timeMs, late);
        return true;
    }

    private void tell(AlertKind kind, long eventTimeMs, boolean late) {
        BigDecimal total = null;
        for (BigDecimal usd : evidence.values()) {
            total = total == null ? usd : usd == null ? total : total.add(usd);
        }
        told.add(
                new Told(
                        kind,
                        AlertId.of(rule, version, subject, kind, severity, firstIdentity),
                        incident,
                        severity,
                        eventTimeMs,
                        firstTimeMs,
                        Told.usd(valueUsd),
                        late,
                        evidence.size(),
                        Told.usd(total),
                        shadow));
    }
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Incidents of a rule with one severity that are resolved after a minute of quiet, kept the plain
 * way: all evidence, all ids.
 */
public final class NaiveIncidents {

    /** An event of the evidence. */
    public record Event(long timeMs, BigDecimal usd) {}

    private static final long QUIET_MS = 60_000;

    private final String rule;
    private final String subject;
    private final Severity severity;
    private final List<Told> told = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private String incident;
    private String firstIdentity;
    private long firstTimeMs;
    private long lastHeldMs;
    private BigDecimal valueUsd;
    private Map<String, BigDecimal> evidence;

    public NaiveIncidents(String rule, String subject, Severity severity) {
        this.rule = rule;
        this.subject = subject;
        this.severity = severity;
    }

    public List<Told> told() {
        return told;
    }

    /** Null when nothing goes on. */
    public String open() {
        return incident;
    }

    public void pass(long nowMs) {
        if (incident != null && lastHeldMs + QUIET_MS <= nowMs) {
            tell(AlertKind.RESOLVE, lastHeldMs + QUIET_MS, false);
            incident = null;
        }
    }

    /**
     * @param allEvidence by identity, oldest first; used when this opens an incident
     * @param newest the record's own evidence
     */
    public void hold(
            long timeMs,
            boolean late,
            long nowMs,
            BigDecimal value,
            Map<String, Event> allEvidence,
            String newest,
            BigDecimal newestUsd) {
        long heldMs = late ? Math.max(timeMs, nowMs) : timeMs;
        if (incident != null) {
            lastHeldMs = Math.max(lastHeldMs, heldMs);
            valueUsd = valueUsd.max(value);
            evidence.put(newest, newestUsd);
            return;
        }
        Map.Entry<String, Event> first = allEvidence.entrySet().iterator().next();
        String id = AlertId.of(rule, 1, subject, AlertKind.OPEN, severity, first.getKey());
        if (!ids.add(id)) {
            return;
        }
        incident = id;
        firstIdentity = first.getKey();
        firstTimeMs = first.getValue().timeMs();
        lastHeldMs = heldMs;
        valueUsd = value;
        evidence = new LinkedHashMap<>();
        allEvidence.forEach((key, event) -> evidence.put(key, event.usd()));
        tell(AlertKind.OPEN, timeMs, late);
    }

    private void tell(AlertKind kind, long eventTimeMs, boolean late) {
        BigDecimal total = evidence.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        told.add(
                new Told(
                        kind,
                        AlertId.of(rule, 1, subject, kind, severity, firstIdentity),
                        incident,
                        severity,
                        eventTimeMs,
                        firstTimeMs,
                        Told.usd(valueUsd),
                        late,
                        evidence.size(),
                        Told.usd(total)));
    }
}

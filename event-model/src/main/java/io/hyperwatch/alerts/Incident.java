package io.hyperwatch.alerts;

import java.math.BigDecimal;

/**
 * All alerts of one rule and subject from open to resolve, topic {@code hyperwatch.incidents.v1},
 * table {@code incidents}.
 *
 * @param incidentId id of the opening alert
 * @param rule id of the rule
 * @param subject what it is about
 * @param state open or resolved
 * @param severity the highest so far
 * @param openedAtMs event time of the opening alert
 * @param updatedAtMs event time of the newest change
 * @param resolvedAtMs null while open
 * @param eventCount events that held the condition so far
 * @param valueUsd highest value so far, null where the rule knows no value
 * @param riskScore 0 to 100, highest so far
 * @param revision rises with each change; the higher one wins
 */
public record Incident(
        String incidentId,
        String rule,
        String subject,
        IncidentState state,
        Severity severity,
        long openedAtMs,
        long updatedAtMs,
        Long resolvedAtMs,
        long eventCount,
        BigDecimal valueUsd,
        BigDecimal riskScore,
        int revision) {}

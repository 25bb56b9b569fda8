package io.hyperwatch.patterns.incident;

import java.math.BigDecimal;

/**
 * A risk score found beside the detector, by a pattern that follows its signals.
 *
 * @param incidentId the incident it is about
 * @param rule id of the rule
 * @param subject what the incident is about
 * @param riskScore 0 to 100
 * @param atMs event time at which it was reached
 */
public record IncidentRisk(
        String incidentId, String rule, String subject, BigDecimal riskScore, long atMs) {}

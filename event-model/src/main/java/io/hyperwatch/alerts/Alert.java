package io.hyperwatch.alerts;

import java.math.BigDecimal;

/**
 * One message to the people who watch, topic {@code hyperwatch.alerts.v1}, table {@code alerts}.
 * Never changes once written.
 *
 * @param alertId see {@link AlertId}
 * @param incidentId the id of the alert that opened the incident
 * @param kind open, escalate or resolve
 * @param rule id of the rule, such as {@code flash-loan}
 * @param ruleVersion version of the rule's parameters that were in force
 * @param severity how loud
 * @param subject what it is about: {@code coin:BTC}, {@code account:0x…}, {@code venue}
 * @param coin null where the subject is not one coin
 * @param userAddress null where the subject is not one account
 * @param title one line
 * @param message a few sentences with the figures, for the one who is woken by it
 * @param valueUsd what is at stake, null where the rule knows no value
 * @param eventTimeMs time of the completing record, or the deadline itself
 * @param firstEventTimeMs time of the first evidence event
 * @param detectedAtMs wall clock of detection; not part of the canonical form
 * @param late whether the completing record was received 1 to 10 minutes after its event time
 * @param details canonical JSON object: the figures that crossed and their thresholds
 * @param evidence canonical JSON object: first and last 20 events, count, total
 * @param coverage JSON object: what was known about gaps in the data; not part of the canonical
 *     form
 * @param shadow whether its rule was in shadow: recorded, never delivered
 */
public record Alert(
        String alertId,
        String incidentId,
        AlertKind kind,
        String rule,
        int ruleVersion,
        Severity severity,
        String subject,
        String coin,
        String userAddress,
        String title,
        String message,
        BigDecimal valueUsd,
        long eventTimeMs,
        long firstEventTimeMs,
        long detectedAtMs,
        boolean late,
        String details,
        String evidence,
        String coverage,
        boolean shadow) {

    /** As it leaves the detectors: with the wall clock and what was known about gaps. */
    public Alert seenAt(long newDetectedAtMs, String newCoverage) {
        return new Alert(
                alertId,
                incidentId,
                kind,
                rule,
                ruleVersion,
                severity,
                subject,
                coin,
                userAddress,
                title,
                message,
                valueUsd,
                eventTimeMs,
                firstEventTimeMs,
                newDetectedAtMs,
                late,
                details,
                evidence,
                newCoverage,
                shadow);
    }
}

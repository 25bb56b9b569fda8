package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Incident;

import java.math.BigDecimal;

/**
 * What is known of one incident; state of {@link IncidentLedger}.
 *
 * @param incident merged so far, null before the detector's first revision
 * @param riskScore highest of the patterns, or null
 * @param merged number of updates merged
 * @param forgetAtMs when the entry goes, {@link Detector#NEVER} while the incident is open
 */
public record LedgerEntry(Incident incident, BigDecimal riskScore, int merged, long forgetAtMs) {}

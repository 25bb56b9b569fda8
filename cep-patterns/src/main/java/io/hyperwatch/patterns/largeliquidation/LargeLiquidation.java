package io.hyperwatch.patterns.largeliquidation;

import io.hyperwatch.alerts.Severity;

import java.math.BigDecimal;

/**
 * A large liquidation that has been counted; state of {@link LargeLiquidationCore}, keyed by the
 * liquidation's id.
 *
 * @param identity it has in the evidence of its incident
 * @param incidentId the incident it belongs to
 * @param severity highest it was judged with
 * @param valueUsd its value when last seen
 * @param seenMs log time at which it was last seen
 */
public record LargeLiquidation(
        String identity, String incidentId, Severity severity, BigDecimal valueUsd, long seenMs) {}

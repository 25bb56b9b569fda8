package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.rules.InForce;

import java.math.BigDecimal;

/**
 * A rule's condition held at a record.
 *
 * @param rule it was judged by; while it is paused nothing holds
 * @param subject what it is about
 * @param severity by this record alone
 * @param eventTimeMs event time of the record
 * @param late received 1 to 10 minutes after its event time
 * @param valueUsd null where the rule knows no value
 * @param riskScore 0 to 100, null where the rule has none
 * @param quietMs how long the condition must not hold until the incident is resolved
 */
public record Judgement(
        InForce<?> rule,
        Subject subject,
        Severity severity,
        long eventTimeMs,
        boolean late,
        BigDecimal valueUsd,
        BigDecimal riskScore,
        long quietMs) {

    private static final long MIN_QUIET_MS = 60_000;

    /** 60 s, or two windows where that is longer. */
    public static long quietMs(long windowMs) {
        return Math.max(MIN_QUIET_MS, 2 * windowMs);
    }

    /**
     * From when the quiet counts: the event time, but for late records the log time at which we
     * learned of them. Counted from the event time the quiet of a late record would be over before
     * it arrives, and a batch of late records would open and resolve one incident each.
     */
    public static long heldAtMs(long eventTimeMs, boolean late, long logTimeMs) {
        return late ? Math.max(eventTimeMs, logTimeMs) : eventTimeMs;
    }
}

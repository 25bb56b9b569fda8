package io.hyperwatch.patterns.oracle;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * The rule's parameters; percentages are in percent: 0.5 is 0.5 %.
 *
 * @param warningPct a breach is a deviation above this
 * @param criticalPct critical above this
 * @param criticalMinVolumeUsd where the volume of 24 hours is lower, critical stays a warning
 * @param rearmRatio a breach ends below this part of {@code warningPct}
 * @param quietMs how long it must stay below until the incident is resolved
 * @param maxOracleAgeMs how much older than the judged record the oracle price may be; the default
 *     of 60 s is where a late record begins
 * @param maxBboAgeMs how much older than the judged record and the context best bid and ask may be
 * @param maxSpreadPct how wide they may be apart, of their mid
 * @param sustainedSeconds after how long a breach raises the risk score, rising
 */
public record OracleDeviationParameters(
        BigDecimal warningPct,
        BigDecimal criticalPct,
        BigDecimal criticalMinVolumeUsd,
        BigDecimal rearmRatio,
        long quietMs,
        long maxOracleAgeMs,
        long maxBboAgeMs,
        BigDecimal maxSpreadPct,
        List<Integer> sustainedSeconds)
        implements Serializable {

    /** With one escalation, what the pattern that follows a breach can hold. */
    private static final int MAX_STEPS = 3;

    /** Within the hour for which that pattern waits. */
    private static final int MAX_STEP_SECONDS = 3_000;

    public static final OracleDeviationParameters DEFAULTS =
            new OracleDeviationParameters(
                    new BigDecimal("0.5"),
                    new BigDecimal("1.0"),
                    new BigDecimal("10000000"),
                    new BigDecimal("0.8"),
                    60_000,
                    60_000,
                    2_000,
                    new BigDecimal("1"),
                    List.of(30, 60, 300));

    public OracleDeviationParameters {
        Checks.positive("warning_pct", warningPct);
        Checks.positive("critical_pct", criticalPct);
        Checks.notNegative("critical_min_volume_usd", criticalMinVolumeUsd);
        Checks.positive("rearm_ratio", rearmRatio);
        Checks.require(rearmRatio.compareTo(BigDecimal.ONE) <= 0, "rearm_ratio must be 1 or less");
        Checks.between("quiet_ms", quietMs, 1_000, 3_600_000);
        Checks.between("max_oracle_age_ms", maxOracleAgeMs, 1_000, 3_600_000);
        Checks.between("max_bbo_age_ms", maxBboAgeMs, 0, 600_000);
        Checks.positive("max_spread_pct", maxSpreadPct);
        Checks.require(
                sustainedSeconds != null
                        && sustainedSeconds.size() <= MAX_STEPS
                        && isRising(sustainedSeconds),
                "sustained_seconds must be at most 3 whole numbers from 1 to 3000, rising");
        sustainedSeconds = List.copyOf(sustainedSeconds);
    }

    /** A breach ends below this, in percent. */
    public BigDecimal rearmPct() {
        return warningPct.multiply(rearmRatio);
    }

    private static boolean isRising(List<Integer> seconds) {
        int before = 0;
        for (Integer step : seconds) {
            if (step == null || step <= before || step > MAX_STEP_SECONDS) {
                return false;
            }
            before = step;
        }
        return true;
    }
}

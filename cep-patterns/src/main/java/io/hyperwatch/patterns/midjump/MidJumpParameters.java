package io.hyperwatch.patterns.midjump;

import io.hyperwatch.patterns.mid.MidLimits;
import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters; percentages are in percent: 0.5 is 0.5 %.
 *
 * @param warningPct a jump is a change of the mid above this
 * @param criticalPct critical above this
 * @param criticalMinVolumeUsd where the volume of 24 hours is lower, critical stays a warning
 * @param quietMs how long there must be no jump until the incident is resolved
 * @param maxMidAgeMs how old the last known mid may be; across a longer gap nothing is compared
 * @param maxBboAgeMs how old best bid and ask may be
 * @param maxSpreadPct how wide they may be apart, of their mid
 */
public record MidJumpParameters(
        BigDecimal warningPct,
        BigDecimal criticalPct,
        BigDecimal criticalMinVolumeUsd,
        long quietMs,
        long maxMidAgeMs,
        long maxBboAgeMs,
        BigDecimal maxSpreadPct)
        implements Serializable {

    public static final MidJumpParameters DEFAULTS =
            new MidJumpParameters(
                    new BigDecimal("0.5"),
                    new BigDecimal("1.0"),
                    new BigDecimal("10000000"),
                    60_000,
                    60_000,
                    2_000,
                    new BigDecimal("1"));

    public MidJumpParameters {
        Checks.positive("warning_pct", warningPct);
        Checks.positive("critical_pct", criticalPct);
        Checks.notNegative("critical_min_volume_usd", criticalMinVolumeUsd);
        Checks.between("quiet_ms", quietMs, 1_000, 3_600_000);
        Checks.between("max_mid_age_ms", maxMidAgeMs, 1_000, 3_600_000);
        Checks.between("max_bbo_age_ms", maxBboAgeMs, 0, 600_000);
        Checks.positive("max_spread_pct", maxSpreadPct);
    }

    MidLimits limits() {
        return new MidLimits(maxBboAgeMs, maxSpreadPct, maxMidAgeMs);
    }
}

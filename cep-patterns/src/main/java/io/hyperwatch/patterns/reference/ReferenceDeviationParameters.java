package io.hyperwatch.patterns.reference;

import io.hyperwatch.patterns.mid.MidLimits;
import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters; percentages are in percent: 0.5 is 0.5 %.
 *
 * @param infoPct a deviation is a gap above this
 * @param highPct high above this
 * @param criticalPct critical above this
 * @param rearmRatio it ends below this part of {@code infoPct}
 * @param quietMs how long it must stay below until the incident is resolved
 * @param minVenues without so many fresh outside prices nothing is judged
 * @param maxReferenceAgeMs how old an outside price may be
 * @param maxMidAgeMs how old the mid of a context or of {@code allMids} may be
 * @param maxBboAgeMs how old best bid and ask may be
 * @param maxSpreadPct how wide they may be apart, of their mid
 */
public record ReferenceDeviationParameters(
        BigDecimal infoPct,
        BigDecimal highPct,
        BigDecimal criticalPct,
        BigDecimal rearmRatio,
        long quietMs,
        int minVenues,
        long maxReferenceAgeMs,
        long maxMidAgeMs,
        long maxBboAgeMs,
        BigDecimal maxSpreadPct)
        implements Serializable {

    public static final ReferenceDeviationParameters DEFAULTS =
            new ReferenceDeviationParameters(
                    new BigDecimal("0.3"),
                    new BigDecimal("0.5"),
                    new BigDecimal("1.0"),
                    new BigDecimal("0.8"),
                    60_000,
                    2,
                    10_000,
                    10_000,
                    2_000,
                    new BigDecimal("1"));

    public ReferenceDeviationParameters {
        Checks.positive("info_pct", infoPct);
        Checks.positive("high_pct", highPct);
        Checks.positive("critical_pct", criticalPct);
        Checks.positive("rearm_ratio", rearmRatio);
        Checks.require(rearmRatio.compareTo(BigDecimal.ONE) <= 0, "rearm_ratio must be 1 or less");
        Checks.between("quiet_ms", quietMs, 1_000, 3_600_000);
        Checks.between("min_venues", minVenues, 1, OutsidePrices.MAX_VENUES);
        Checks.between("max_reference_age_ms", maxReferenceAgeMs, 1_000, 600_000);
        Checks.between("max_mid_age_ms", maxMidAgeMs, 1_000, 600_000);
        Checks.between("max_bbo_age_ms", maxBboAgeMs, 0, 600_000);
        Checks.positive("max_spread_pct", maxSpreadPct);
    }

    /** A deviation ends below this, in percent. */
    public BigDecimal rearmPct() {
        return infoPct.multiply(rearmRatio);
    }

    MidLimits limits() {
        return new MidLimits(maxBboAgeMs, maxSpreadPct, maxMidAgeMs);
    }
}

package io.hyperwatch.patterns.funding;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param thresholdPct extreme is an hourly rate farther from zero than this, in percent; at least
 *     0.1, which is 876 % a year
 * @param rearmRatio it ends below this part of the threshold; at least 0.5
 * @param quietMs how long it must stay below until the incident is resolved
 * @param maxRateAgeMs how long the newest rate counts when no other follows; the default of 2 h is
 *     one settlement missed
 */
public record ExtremeFundingParameters(
        BigDecimal thresholdPct, BigDecimal rearmRatio, long quietMs, long maxRateAgeMs)
        implements Serializable {

    /** With {@link #MIN_REARM_RATIO} what {@link FundingEstimates} may leave out. */
    static final BigDecimal MIN_THRESHOLD_PCT = new BigDecimal("0.1");

    static final BigDecimal MIN_REARM_RATIO = new BigDecimal("0.5");

    public static final ExtremeFundingParameters DEFAULTS =
            new ExtremeFundingParameters(BigDecimal.ONE, new BigDecimal("0.8"), 60_000, 7_200_000);

    public ExtremeFundingParameters {
        Checks.positive("threshold_pct", thresholdPct);
        Checks.require(
                thresholdPct.compareTo(MIN_THRESHOLD_PCT) >= 0,
                "threshold_pct must be 0.1 or more");
        Checks.positive("rearm_ratio", rearmRatio);
        Checks.require(
                rearmRatio.compareTo(MIN_REARM_RATIO) >= 0
                        && rearmRatio.compareTo(BigDecimal.ONE) <= 0,
                "rearm_ratio must be from 0.5 to 1");
        Checks.between("quiet_ms", quietMs, 1_000, 3_600_000);
        Checks.between("max_rate_age_ms", maxRateAgeMs, 60_000, 86_400_000);
    }

    /** Extreme funding ends below this, in percent. */
    public BigDecimal rearmPct() {
        return thresholdPct.multiply(rearmRatio);
    }
}

package io.hyperwatch.patterns.oracle;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * The rule's parameters; percentages are in percent: 0.5 is 0.5 %.
 *
 * @param version of the parameters, part of alert ids
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
        int version,
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

    public static final OracleDeviationParameters DEFAULTS =
            new OracleDeviationParameters(
                    1,
                    new BigDecimal("0.5"),
                    new BigDecimal("1.0"),
                    new BigDecimal("10000000"),
                    new BigDecimal("0.8"),
                    60_000,
                    60_000,
                    2_000,
                    new BigDecimal("1"),
                    List.of(30, 60, 300));

    /** A breach ends below this, in percent. */
    public BigDecimal rearmPct() {
        return warningPct.multiply(rearmRatio);
    }
}

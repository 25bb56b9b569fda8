package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.liquidations.grades.GradedParameters;
import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param windowMs length of the window, closed at both ends; at most 15 minutes
 * @param minLiquidations at least this many in a window
 * @param thresholdUsd together worth more than this
 * @param highScore from this score on {@code high}
 * @param criticalScore from this score on {@code critical}
 * @param minGrade only fills at least this sure count
 * @param waveGapMs a liquidation that begins this long after all others begins a wave
 * @param wavePoints what each further wave adds to the incident's risk
 */
public record CascadeParameters(
        long windowMs,
        int minLiquidations,
        BigDecimal thresholdUsd,
        BigDecimal highScore,
        BigDecimal criticalScore,
        LiquidationGrade minGrade,
        long waveGapMs,
        int wavePoints)
        implements GradedParameters, Serializable {

    /** What the liquidations remembered allow for, see {@link CascadeMemory}. */
    private static final long MAX_WINDOW_MS = 900_000;

    private static final int MAX_SCORE = 100;

    public static final CascadeParameters DEFAULTS =
            new CascadeParameters(
                    300_000,
                    5,
                    new BigDecimal("100000"),
                    new BigDecimal("50"),
                    new BigDecimal("70"),
                    LiquidationGrade.CONFIRMED_FILL,
                    15_000,
                    10);

    public CascadeParameters {
        Checks.between("window_ms", windowMs, 1, MAX_WINDOW_MS);
        Checks.between("min_liquidations", minLiquidations, 1, 1_000_000);
        Checks.positive("threshold_usd", thresholdUsd);
        Checks.notNegative("high_score", highScore);
        Checks.notNegative("critical_score", criticalScore);
        Checks.require(
                criticalScore.compareTo(highScore) >= 0,
                "critical_score must not be below high_score");
        Checks.require(
                minGrade != null && minGrade != LiquidationGrade.UNKNOWN,
                "min_grade must be inferred_burst, confirmed_fill or confirmed_backstop");
        Checks.between("wave_gap_ms", waveGapMs, 1_000, MAX_WINDOW_MS);
        Checks.between("wave_points", wavePoints, 0, MAX_SCORE);
    }

    boolean holds(int liquidations, BigDecimal totalUsd) {
        return liquidations >= minLiquidations && totalUsd.compareTo(thresholdUsd) > 0;
    }

    boolean holds(StartSum sum) {
        return holds(sum.count(), sum.totalUsd());
    }

    boolean countsInferred() {
        return minGrade == LiquidationGrade.INFERRED_BURST;
    }
}

package io.hyperwatch.patterns.coordinated;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Score of a coordinated liquidation as the source systems have it: min(50, n / 5 · 50) + min(50,
 * total / 3M · 50), to 6 digits.
 */
public final class CoordinatedRisk {

    private static final BigDecimal HALF = BigDecimal.valueOf(50);
    private static final BigDecimal POINTS_EACH = BigDecimal.TEN;
    private static final BigDecimal USD_OF_FULL_SCORE = BigDecimal.valueOf(3_000_000);
    private static final int DIGITS = 6;

    private CoordinatedRisk() {}

    /**
     * @param liquidations in the window
     * @param totalUsd of all of them
     */
    public static BigDecimal score(int liquidations, BigDecimal totalUsd) {
        BigDecimal byCount = POINTS_EACH.multiply(BigDecimal.valueOf(liquidations)).min(HALF);
        BigDecimal byTotal =
                totalUsd.multiply(HALF)
                        .divide(USD_OF_FULL_SCORE, DIGITS, RoundingMode.HALF_EVEN)
                        .min(HALF);
        return byCount.add(byTotal);
    }
}

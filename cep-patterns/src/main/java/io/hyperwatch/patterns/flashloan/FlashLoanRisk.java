package io.hyperwatch.patterns.flashloan;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Score of a flash-loan pattern, at most 100: by total (above 5M USD: 50, 2M: 40, 1M: 30, else
 * total / 500k · 20), 30 more if one liquidation is above 2M, and 20 for speed, which the window
 * implies. Above 70 the source systems call it an exploit.
 */
public final class FlashLoanRisk {

    private static final BigDecimal FIVE_MILLION = BigDecimal.valueOf(5_000_000);
    private static final BigDecimal TWO_MILLION = BigDecimal.valueOf(2_000_000);
    private static final BigDecimal ONE_MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal USD_PER_POINT = BigDecimal.valueOf(25_000);
    private static final BigDecimal SPEED = BigDecimal.valueOf(20);
    private static final BigDecimal LARGE = BigDecimal.valueOf(30);
    private static final int DIGITS = 6;

    private FlashLoanRisk() {}

    /**
     * @param totalUsd of all liquidations in the window
     * @param largestUsd of the largest one
     */
    public static BigDecimal score(BigDecimal totalUsd, BigDecimal largestUsd) {
        BigDecimal score = byTotal(totalUsd).add(SPEED);
        return largestUsd.compareTo(TWO_MILLION) > 0 ? score.add(LARGE) : score;
    }

    private static BigDecimal byTotal(BigDecimal totalUsd) {
        if (totalUsd.compareTo(FIVE_MILLION) > 0) {
            return BigDecimal.valueOf(50);
        }
        if (totalUsd.compareTo(TWO_MILLION) > 0) {
            return BigDecimal.valueOf(40);
        }
        if (totalUsd.compareTo(ONE_MILLION) > 0) {
            return BigDecimal.valueOf(30);
        }
        return totalUsd.divide(USD_PER_POINT, DIGITS, RoundingMode.HALF_EVEN);
    }
}

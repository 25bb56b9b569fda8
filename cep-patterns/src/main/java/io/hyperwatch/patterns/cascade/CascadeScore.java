package io.hyperwatch.patterns.cascade;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Score of a cascade, 0 to 100: min(30, n / 10 · 30) + min(40, total / 5M USD · 40) + min(30,
 * impact / 5 % · 30), with impact = (highest − lowest price) / lowest price. Compared with a
 * threshold exactly, without a division; shown with 6 digits.
 *
 * @param points for count and total
 * @param lowest price, null where no fill had one: no impact
 * @param spread highest minus lowest price
 */
record CascadeScore(BigDecimal points, BigDecimal lowest, BigDecimal spread) {

    private static final int DIGITS = 6;
    private static final BigDecimal MAX_BY_COUNT = BigDecimal.valueOf(30);
    private static final BigDecimal POINTS_PER_LIQUIDATION = BigDecimal.valueOf(3);
    private static final BigDecimal MAX_BY_TOTAL = BigDecimal.valueOf(40);
    private static final BigDecimal POINTS_PER_USD = new BigDecimal("0.000008");
    private static final BigDecimal MAX_BY_IMPACT = BigDecimal.valueOf(30);

    /** For an impact of 1, which is 100 %. */
    private static final BigDecimal POINTS_BY_IMPACT = BigDecimal.valueOf(600);

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    static CascadeScore of(StartSum sum) {
        BigDecimal points =
                POINTS_PER_LIQUIDATION
                        .multiply(BigDecimal.valueOf(sum.count()))
                        .min(MAX_BY_COUNT)
                        .add(POINTS_PER_USD.multiply(sum.totalUsd()).min(MAX_BY_TOTAL));
        return sum.lowestPrice() == null
                ? new CascadeScore(points, null, BigDecimal.ZERO)
                : new CascadeScore(
                        points, sum.lowestPrice(), sum.highestPrice().subtract(sum.lowestPrice()));
    }

    boolean reaches(BigDecimal threshold) {
        return lowest == null
                ? points.compareTo(threshold) >= 0
                : points.subtract(threshold).multiply(lowest).add(impactTimesLowest()).signum()
                        >= 0;
    }

    BigDecimal value() {
        return lowest == null
                ? points.setScale(DIGITS, RoundingMode.HALF_EVEN)
                : points.multiply(lowest)
                        .add(impactTimesLowest())
                        .divide(lowest, DIGITS, RoundingMode.HALF_EVEN);
    }

    /** In percent, 6 digits. */
    BigDecimal impactPct() {
        return lowest == null
                ? BigDecimal.ZERO.setScale(DIGITS)
                : spread.multiply(PERCENT).divide(lowest, DIGITS, RoundingMode.HALF_EVEN);
    }

    private BigDecimal impactTimesLowest() {
        return POINTS_BY_IMPACT.multiply(spread).min(MAX_BY_IMPACT.multiply(lowest));
    }
}

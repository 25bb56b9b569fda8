package io.hyperwatch.patterns.flashloan.shape;

import java.math.BigDecimal;

/**
 * Risk of an incident whose liquidations lie between the push of a price and its reversal: 80, and
 * 90 where the push was larger than 10 %. The source systems call a flash-loan score above 70 an
 * exploit, but score totals and speed alone; that the price came back is what a market that fell
 * for a reason does not do.
 */
final class FlashLoanShapeRisk {

    private static final BigDecimal LARGE_PCT = BigDecimal.TEN;
    private static final BigDecimal SHAPE = BigDecimal.valueOf(80);
    private static final BigDecimal LARGE_SHAPE = BigDecimal.valueOf(90);

    private FlashLoanShapeRisk() {}

    /**
     * @param pushedPct size of the push in percent
     */
    static BigDecimal score(BigDecimal pushedPct) {
        return pushedPct.compareTo(LARGE_PCT) > 0 ? LARGE_SHAPE : SHAPE;
    }
}

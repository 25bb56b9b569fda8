package io.hyperwatch.patterns.funding;

import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;

/**
 * Thins out the running estimates of one coin before they are held and judged: contexts come every
 * second for some 180 coins, and nearly all say 0.00125 %. Taken are all from 0.05 % on (the lowest
 * threshold that can be set is 0.1 %, the lowest rate at which extreme funding still goes on half
 * of it), the first one below after such a one, and the first of each minute.
 *
 * <p>So each estimate that could open, hold or end an incident is judged whatever the parameters
 * are. Left out are only those that repeat what was said less than a minute ago: that the rate is
 * low.
 */
public final class FundingEstimates {

    private static final BigDecimal NOTABLE =
            ExtremeFundingParameters.MIN_THRESHOLD_PCT
                    .multiply(ExtremeFundingParameters.MIN_REARM_RATIO)
                    .movePointLeft(2);
    private static final long MINUTE_MS = 60_000;

    private final Cell<EstimateTaken> last;

    public FundingEstimates(Cell<EstimateTaken> last) {
        this.last = last;
    }

    /** Whether an estimate of the coin, in log order, is to be judged. */
    public boolean take(FundingObservation estimate) {
        EstimateTaken before = last.get();
        long minute = Math.floorDiv(estimate.timeMs(), MINUTE_MS);
        boolean notable = estimate.rate().abs().compareTo(NOTABLE) >= 0;
        if (before != null && !notable && !before.notable() && minute == before.minute()) {
            return false;
        }
        EstimateTaken now = new EstimateTaken(minute, notable);
        if (!now.equals(before)) {
            last.set(now);
        }
        return true;
    }
}

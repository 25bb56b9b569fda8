package io.hyperwatch.patterns.funding;

import java.math.BigDecimal;

/**
 * State of {@link ExtremeFundingCore} beside the ids it has seen, one for each coin.
 *
 * @param estimate newest by event time, null before the first
 * @param settled newest by event time, null before the first
 * @param payment newest by event time, null before the first
 * @param countsUntilMs until when the newest of the three counts
 * @param incidentPeak the rate farthest from zero in the newest incident, or null
 */
public record FundingState(
        StatedRate estimate,
        StatedRate settled,
        StatedRate payment,
        long countsUntilMs,
        BigDecimal incidentPeak) {

    static final FundingState NONE = new FundingState(null, null, null, 0, null);

    FundingState with(FundingObservation said, long maxRateAgeMs) {
        FundingState next =
                new FundingState(
                        said.source() == FundingSource.ESTIMATE ? newer(estimate, said) : estimate,
                        said.source() == FundingSource.SETTLED ? newer(settled, said) : settled,
                        said.source() == FundingSource.PAYMENT ? newer(payment, said) : payment,
                        0,
                        incidentPeak);
        return new FundingState(
                next.estimate,
                next.settled,
                next.payment,
                next.lastWord().timeMs() + maxRateAgeMs,
                incidentPeak);
    }

    FundingState withPeak(BigDecimal rate) {
        return new FundingState(estimate, settled, payment, countsUntilMs, rate);
    }

    /** The newest of the three; of one time the later in {@link FundingSource}. */
    StatedRate lastWord() {
        return later(later(estimate, settled), payment);
    }

    private static StatedRate later(StatedRate one, StatedRate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.timeMs() >= one.timeMs() ? other : one;
    }

    private static StatedRate newer(StatedRate known, FundingObservation said) {
        return known != null && said.timeMs() < known.timeMs()
                ? known
                : new StatedRate(said.timeMs(), said.rate());
    }
}

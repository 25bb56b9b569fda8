package io.hyperwatch.patterns.reference;

import io.hyperwatch.patterns.mid.MidPrices;

import java.math.BigDecimal;

/**
 * State of {@link ReferenceDeviationCore}, one for each coin that has outside prices, less than 2
 * kB.
 *
 * @param prices newest of each kind
 * @param outside newest of each venue
 * @param incidentPeakPct largest deviation of the newest incident, or null
 */
public record ReferenceState(MidPrices prices, OutsidePrices outside, BigDecimal incidentPeakPct) {

    static final ReferenceState NONE = new ReferenceState(MidPrices.NONE, OutsidePrices.NONE, null);

    ReferenceState with(MidPrices newPrices) {
        return new ReferenceState(newPrices, outside, incidentPeakPct);
    }

    ReferenceState with(OutsidePrices newOutside) {
        return new ReferenceState(prices, newOutside, incidentPeakPct);
    }

    ReferenceState withPeak(BigDecimal pct) {
        return new ReferenceState(prices, outside, pct);
    }
}

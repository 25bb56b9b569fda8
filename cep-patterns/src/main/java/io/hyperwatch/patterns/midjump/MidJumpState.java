package io.hyperwatch.patterns.midjump;

import io.hyperwatch.patterns.mid.MidPrices;

import java.math.BigDecimal;

/**
 * State of {@link MidJumpCore}, one for each coin, less than 1 kB.
 *
 * @param prices newest of each kind
 * @param dayVolumeUsd of the last 24 hours, or null
 * @param last the last known mid, or null
 * @param incidentPeakPct largest jump of the newest incident, or null
 */
public record MidJumpState(
        MidPrices prices, BigDecimal dayVolumeUsd, KnownMid last, BigDecimal incidentPeakPct) {

    static final MidJumpState NONE = new MidJumpState(MidPrices.NONE, null, null, null);

    MidJumpState read(MidPrices newPrices, BigDecimal newDayVolumeUsd) {
        return new MidJumpState(newPrices, newDayVolumeUsd, last, incidentPeakPct);
    }

    MidJumpState at(KnownMid mid) {
        return new MidJumpState(prices, dayVolumeUsd, mid, incidentPeakPct);
    }

    MidJumpState withPeak(BigDecimal pct) {
        return new MidJumpState(prices, dayVolumeUsd, last, pct);
    }
}

package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * A settled funding rate, topic {@code hl.funding-rates.v1}, keyed by coin. One an hour and coin.
 *
 * @param coin exact name on the exchange
 * @param timeMs of the settlement, 1 to 118 ms past the hour, epoch milliseconds
 * @param rate of that hour, a fraction (0.01 = 1 %)
 * @param premium of the mark over the oracle price, a fraction
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record FundingRate(
        String coin, long timeMs, BigDecimal rate, BigDecimal premium, Provenance provenance) {

    public FundingRate withProvenance(Provenance newProvenance) {
        return new FundingRate(coin, timeMs, rate, premium, newProvenance);
    }
}

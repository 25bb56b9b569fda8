package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * A funding payment of one account, topic {@code hl.user-fundings.v1}, keyed by user.
 *
 * @param user lower-case address
 * @param coin exact name on the exchange
 * @param timeMs of the payment; midnight UTC where a day was merged
 * @param usdc negative where the account paid
 * @param size signed position, in coins; the average where a day was merged
 * @param rate per hour, a fraction
 * @param samples hourly payments merged into this one; null or 1 for a single one
 * @param hash transaction hash, null on WebSocket
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record FundingPayment(
        String user,
        String coin,
        long timeMs,
        BigDecimal usdc,
        BigDecimal size,
        BigDecimal rate,
        Integer samples,
        String hash,
        Provenance provenance) {

    public FundingPayment withProvenance(Provenance newProvenance) {
        return new FundingPayment(
                user, coin, timeMs, usdc, size, rate, samples, hash, newProvenance);
    }
}

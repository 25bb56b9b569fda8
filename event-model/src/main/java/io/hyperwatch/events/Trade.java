package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * A public trade, topic {@code hl.trades.v1}, keyed by coin.
 *
 * @param coin exact name on the exchange
 * @param side the taker's side
 * @param price in USD per coin, exactly as written by the exchange
 * @param size in coins
 * @param timeMs block time; all trades of a block share it
 * @param hash transaction hash; all zeros for a TWAP slice
 * @param tid unique only together with coin and time
 * @param buyer lower-case address, null in old captures
 * @param seller lower-case address, null in old captures
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record Trade(
        String coin,
        Side side,
        BigDecimal price,
        BigDecimal size,
        long timeMs,
        String hash,
        long tid,
        String buyer,
        String seller,
        Provenance provenance) {

    /** Identity for de-duplication (never the hash: one transaction makes many trades). */
    public String identity() {
        return coin + "|" + timeMs + "|" + tid;
    }

    /** Notional in USD, exact. */
    public BigDecimal valueUsd() {
        return price.multiply(size);
    }

    /** The account whose order crossed the book, or null where the capture names no accounts. */
    public String taker() {
        return side == Side.B ? buyer : seller;
    }

    public Trade withProvenance(Provenance newProvenance) {
        return new Trade(coin, side, price, size, timeMs, hash, tid, buyer, seller, newProvenance);
    }
}

package io.hyperwatch.events;

import java.math.BigDecimal;

/**
 * The part of one aggressive order that has traded so far: the trades that share coin, hash, time,
 * side and taker (without the hash where it is all zeros, a TWAP slice). Judged at the last record
 * of each frame that added to it.
 *
 * @param coin exact name on the exchange
 * @param side the taker's side
 * @param taker lower-case address, null in old captures
 * @param hash transaction hash
 * @param timeMs block time
 * @param firstTradeIdentity identity of its first trade
 * @param tradeCount trades so far
 * @param size in coins, so far
 * @param valueUsd notional so far
 * @param minPrice lowest price it traded at
 * @param maxPrice highest price it traded at
 * @param timeliness how old its newest trade was when received
 */
public record TakerOrder(
        String coin,
        Side side,
        String taker,
        String hash,
        long timeMs,
        String firstTradeIdentity,
        int tradeCount,
        BigDecimal size,
        BigDecimal valueUsd,
        BigDecimal minPrice,
        BigDecimal maxPrice,
        Timeliness timeliness) {}

package io.hyperwatch.events;

import java.math.BigDecimal;

/**
 * A candle built from trades, topic {@code hyperwatch.candles.v1}, keyed by coin.
 *
 * @param coin exact name on the exchange
 * @param interval {@code 1m}, …
 * @param openTimeMs inclusive start
 * @param closeTimeMs inclusive end: open time + interval − 1 ms, as the exchange writes it
 * @param open price of the first trade in execution order
 * @param high highest price
 * @param low lowest price
 * @param close price of the last trade in execution order
 * @param volume in coins
 * @param tradeCount number of trades
 * @param isFinal whether the interval has ended
 * @param revision rises each time the candle is written again; the higher one wins
 * @param complete false where the trade stream may have missed trades of the interval
 */
public record Candle(
        String coin,
        String interval,
        long openTimeMs,
        long closeTimeMs,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        long tradeCount,
        boolean isFinal,
        int revision,
        boolean complete) {}

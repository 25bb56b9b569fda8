package io.hyperwatch.patterns.candles;

/**
 * A span of a coin's trade stream in which trades may be missing for good; both ends are inclusive.
 *
 * @param coin exact name on the exchange
 * @param fromMs exchange time, epoch milliseconds
 * @param toMs exchange time, epoch milliseconds
 */
public record TradeGap(String coin, long fromMs, long toMs) {}

package io.hyperwatch.bridge.relay;

/**
 * A mark the bridge has put into the log: trades of a coin are missing for good.
 *
 * @param fromMs exchange time, inclusive
 * @param toMs exchange time, inclusive
 */
public record TradeGap(String coin, long fromMs, long toMs) {}

package io.hyperwatch.patterns.candles;

import io.hyperwatch.events.Trade;

/**
 * A record of {@code hl.trades.v1}: one of the two fields is set.
 *
 * @param trade a trade
 * @param gap what the stream has lost; stands before the first trade that came after it
 */
public record TradeLogEntry(Trade trade, TradeGap gap) {

    public static TradeLogEntry of(Trade trade) {
        return new TradeLogEntry(trade, null);
    }

    public static TradeLogEntry gap(String coin, long fromMs, long toMs) {
        return new TradeLogEntry(null, new TradeGap(coin, fromMs, toMs));
    }

    public String coin() {
        return trade == null ? gap.coin() : trade.coin();
    }
}

package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;

import java.math.BigDecimal;

/**
 * What a wall has to know of a trade; a third of the bytes of a {@link Trade} on the way to the
 * coin's key.
 *
 * @param coin exact name on the exchange
 * @param side the taker's
 * @param price in USD per coin
 * @param size in coins
 * @param timeMs block time
 * @param tid unique together with coin and time
 */
public record LevelTrade(
        String coin, Side side, BigDecimal price, BigDecimal size, long timeMs, long tid) {

    public static LevelTrade of(Trade trade) {
        return new LevelTrade(
                trade.coin(),
                trade.side(),
                trade.price(),
                trade.size(),
                trade.timeMs(),
                trade.tid());
    }

    /** As {@link Trade#identity}. */
    String identity() {
        return coin + "|" + timeMs + "|" + tid;
    }
}

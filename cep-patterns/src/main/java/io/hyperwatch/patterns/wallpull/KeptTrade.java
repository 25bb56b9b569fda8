package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Side;

import java.math.BigDecimal;

/**
 * A trade that a wall may be asked about; state of {@link WallTrades}, keyed by its identity, 100
 * bytes.
 *
 * @param side the taker's
 * @param price in USD per coin
 * @param size in coins
 * @param timeMs block time
 * @param tid unique together with coin and time
 * @param cameMs log time at which it came, where that is more than the hold after its block time;
 *     else 0, so that a repeat is written over it without a look
 */
public record KeptTrade(
        Side side, BigDecimal price, BigDecimal size, long timeMs, long tid, long cameMs) {}

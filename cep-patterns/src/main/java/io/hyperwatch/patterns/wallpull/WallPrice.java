package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Side;

import java.math.BigDecimal;

/**
 * Where a wall stands; part of {@link WallPrices} and {@link Wall}.
 *
 * @param bid whether on the bid side
 * @param price of its level
 * @param edge in aggregated books the price at which the level ends, exclusive; null in full ones
 */
public record WallPrice(boolean bid, BigDecimal price, BigDecimal edge) {

    /**
     * Whether a trade took from it. Trades behind its price say nothing: they can only have
     * happened when nothing stood here any more, taken or not.
     */
    boolean isHitBy(Side taker, BigDecimal tradePrice) {
        if (taker != (bid ? Side.A : Side.B)) {
            return false;
        }
        int ahead = bid ? tradePrice.compareTo(price) : price.compareTo(tradePrice);
        if (edge == null || ahead <= 0) {
            return ahead == 0;
        }
        return bid ? tradePrice.compareTo(edge) < 0 : tradePrice.compareTo(edge) > 0;
    }
}

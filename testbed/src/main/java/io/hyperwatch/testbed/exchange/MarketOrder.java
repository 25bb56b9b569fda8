package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;

import java.math.BigDecimal;
import java.util.List;

/**
 * An order that crosses the book: its trades share coin, time, hash, side and taker, and leave in
 * one frame.
 *
 * @param coin exact name
 * @param side the taker's side
 * @param taker whose order it is
 * @param slices in execution order
 * @param twap whether it is a slice of a TWAP: then the hash is all zeros
 */
public record MarketOrder(String coin, Side side, String taker, List<Slice> slices, boolean twap) {

    public MarketOrder {
        slices = List.copyOf(slices);
    }

    public static MarketOrder of(
            String coin, Side side, BigDecimal price, BigDecimal size, String taker, String maker) {
        return new MarketOrder(coin, side, taker, List.of(new Slice(price, size, maker)), false);
    }
}

package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;

import java.math.BigDecimal;
import java.util.List;

/**
 * A forced close of a position, in one block.
 *
 * @param victim whose position it is
 * @param coin exact name
 * @param positionSide what is closed
 * @param slices fills in execution order; their makers are the counterparties, for a backstop an
 *     HLP liquidator
 * @param method {@code MARKET} or {@code BACKSTOP}; a backstop does not appear in public trades
 */
public record Liquidation(
        String victim,
        String coin,
        PositionSide positionSide,
        List<Slice> slices,
        LiquidationMethod method) {

    public Liquidation {
        slices = List.copyOf(slices);
    }

    /** The victim's side in the trades: closing a long sells. */
    public Side side() {
        return positionSide == PositionSide.LONG ? Side.A : Side.B;
    }

    public BigDecimal size() {
        return slices.stream().map(Slice::size).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

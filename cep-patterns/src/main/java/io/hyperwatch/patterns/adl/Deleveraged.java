package io.hyperwatch.patterns.adl;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;

/**
 * Whose position a fill of auto-deleveraging closed. Each trade is seen once, from either side: the
 * one that was deleveraged, or the one in default that caused it, which is usually a liquidator
 * account of HLP and says nothing about HLP's health.
 *
 * @param account null where only the account in default was seen
 * @param side of the position that was closed
 */
record Deleveraged(String account, PositionSide side) {

    static Deleveraged of(Fill fill) {
        LiquidationMark mark = fill.liquidation();
        boolean seenFromDefault = mark != null && fill.user().equals(mark.liquidatedUser());
        Side sold = seenFromDefault ? fill.side().opposite() : fill.side();
        return new Deleveraged(
                seenFromDefault ? null : fill.user(),
                switch (sold) {
                    case A -> PositionSide.LONG;
                    case B -> PositionSide.SHORT;
                    default -> PositionSide.UNKNOWN;
                });
    }
}

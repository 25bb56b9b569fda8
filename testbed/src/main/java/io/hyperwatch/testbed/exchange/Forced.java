package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;

/**
 * Why a trade was not free will.
 *
 * @param mark the object both sides carry; null for an ordinary trade
 * @param takerText display text of the liquidated side; null for the ordinary one
 * @param makerText display text of the other side; null for the ordinary one
 */
record Forced(LiquidationMark mark, String takerText, String makerText) {

    static final Forced NOT = new Forced(null, null, null);

    /** Transfers to the backstop and auto-deleveraging bypass the book. */
    boolean isPublic() {
        return mark == null || mark.method() == LiquidationMethod.MARKET;
    }
}

package io.hyperwatch.events;

import java.math.BigDecimal;

/**
 * The {@code liquidation} object of a fill. Both sides of a liquidation trade carry it, so it does
 * not say that the account of the fill was liquidated: {@code liquidatedUser} does.
 *
 * @param liquidatedUser lower-case address; null where the exchange left it out
 * @param markPrice mark price at the time
 * @param method how the position was closed
 * @param liquidatedIsHlp whether the liquidated account belongs to the HLP vault (the vault itself
 *     or one of its children, as the bridge knows them): then the fill is auto-deleveraging or a
 *     transfer, never a liquidation
 */
public record LiquidationMark(
        String liquidatedUser,
        BigDecimal markPrice,
        LiquidationMethod method,
        boolean liquidatedIsHlp) {}

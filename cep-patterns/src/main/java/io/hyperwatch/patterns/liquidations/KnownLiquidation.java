package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.LiquidationFill;

/**
 * A liquidation trade that was seen; state of {@link LiquidationAssembler}.
 *
 * @param fill as last written; its counterparty is set once it was seen from there
 * @param seenFromVictim whether the liquidated account's own fill was seen
 */
public record KnownLiquidation(LiquidationFill fill, boolean seenFromVictim) {}

package io.hyperwatch.patterns.cascade;

import java.math.BigDecimal;

/**
 * What a fill changed.
 *
 * @param liquidation it belongs to, with it
 * @param isNew whether it is the first of it
 * @param addedUsd by how much the liquidation has grown
 * @param confirms whether its trade was counted before, as inferred
 */
record CountedFill(
        CascadeLiquidation liquidation, boolean isNew, BigDecimal addedUsd, boolean confirms) {}

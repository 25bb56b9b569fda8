package io.hyperwatch.patterns.cascade;

/**
 * Which liquidation a trade was counted in; state of {@link CascadeMemory}, keyed by the trade's
 * identity.
 *
 * @param liquidationId of the liquidation
 * @param inferred whether it was only inferred
 * @param timeMs block time of the trade
 */
public record CountedTrade(String liquidationId, boolean inferred, long timeMs) {}

package io.hyperwatch.patterns.trades;

import io.hyperwatch.events.TakerOrder;

/**
 * A taker order that may still grow; state of {@link TakerOrderCore}.
 *
 * @param order as far as it has traded
 * @param touchedMs log time of its newest trade
 */
public record GrowingOrder(TakerOrder order, long touchedMs) {}

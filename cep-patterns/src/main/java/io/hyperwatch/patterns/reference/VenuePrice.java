package io.hyperwatch.patterns.reference;

import io.hyperwatch.events.Sequence;

import java.math.BigDecimal;

/**
 * The newest spot price of a venue; part of {@link OutsidePrices}.
 *
 * @param venue name, such as {@code binance}
 * @param timeMs time of receipt
 * @param price above zero
 * @param read place in the log
 */
public record VenuePrice(String venue, long timeMs, BigDecimal price, Sequence read) {}

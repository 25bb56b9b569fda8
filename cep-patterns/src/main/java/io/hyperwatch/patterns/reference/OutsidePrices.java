package io.hyperwatch.patterns.reference;

import io.hyperwatch.events.Price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The newest price of a coin at each outside venue; part of {@link ReferenceState}. Stamped at
 * receipt, so the newest is the last received even where the clock was set back.
 *
 * @param venues by name, at most {@link #MAX_VENUES}: of more the one heard of longest ago goes
 */
public record OutsidePrices(List<VenuePrice> venues) {

    static final int MAX_VENUES = 16;
    static final OutsidePrices NONE = new OutsidePrices(List.of());

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    boolean isEmpty() {
        return venues.isEmpty();
    }

    /** A usable price whose sequence is above the last of its venue. */
    boolean isNews(Price price) {
        if (price.venue() == null || price.midPrice() == null || price.midPrice().signum() <= 0) {
            return false;
        }
        for (VenuePrice known : venues) {
            if (known.venue().equals(price.venue())) {
                return price.provenance().sequence().compareTo(known.read()) > 0;
            }
        }
        return true;
    }

    OutsidePrices with(Price price) {
        List<VenuePrice> next = new ArrayList<>(venues.size() + 1);
        for (VenuePrice known : venues) {
            if (!known.venue().equals(price.venue())) {
                next.add(known);
            }
        }
        if (next.size() == MAX_VENUES) {
            next.remove(next.stream().min(Comparator.comparing(VenuePrice::read)).orElseThrow());
        }
        next.add(
                new VenuePrice(
                        price.venue(),
                        price.timeMs(),
                        price.midPrice(),
                        price.provenance().sequence()));
        next.sort(Comparator.comparing(VenuePrice::venue));
        return new OutsidePrices(next);
    }

    /** The newest time of receipt, or the time given where that is later. */
    long asOfMs(long timeMs) {
        long asOfMs = timeMs;
        for (VenuePrice known : venues) {
            asOfMs = Math.max(asOfMs, known.timeMs());
        }
        return asOfMs;
    }

    List<VenuePrice> fresh(long asOfMs, long maxAgeMs) {
        return venues.stream().filter(known -> asOfMs - known.timeMs() <= maxAgeMs).toList();
    }

    /**
     * Of an even number the middle between the two in the middle; exact, as halving a decimal needs
     * one more digit.
     */
    static BigDecimal median(List<VenuePrice> fresh) {
        List<BigDecimal> prices = fresh.stream().map(VenuePrice::price).sorted().toList();
        BigDecimal upper = prices.get(prices.size() / 2);
        return prices.size() % 2 == 1
                ? upper
                : upper.add(prices.get(prices.size() / 2 - 1)).divide(TWO);
    }
}

package io.hyperwatch.patterns.mid;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The mid, read off the contract, by looking through the whole history each time. */
public final class NaiveMid {

    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private final List<Price> history = new ArrayList<>();

    /**
     * Keeps a record.
     *
     * @return false for a repeat, or a {@code bbo} older than another
     */
    public boolean read(Price record) {
        for (Price earlier : history) {
            if (earlier.kind() == record.kind()
                    && earlier.provenance().sequence().compareTo(record.provenance().sequence())
                            >= 0) {
                return false;
            }
        }
        history.add(record);
        return newest(record.kind()) == record;
    }

    public long asOf(long time) {
        long asOf = time;
        for (PriceKind kind : new PriceKind[] {PriceKind.CONTEXT, PriceKind.MID}) {
            Price newest = newest(kind);
            if (newest != null && newest.timeMs() > asOf) {
                asOf = newest.timeMs();
            }
        }
        return asOf;
    }

    /** Null when unknown. */
    public BigDecimal mid(long asOf, long maxBboAge, BigDecimal maxSpreadPct, long maxAge) {
        Price top = newest(PriceKind.BBO);
        if (top != null
                && asOf - top.timeMs() <= maxBboAge
                && top.bidPrice() != null
                && top.askPrice() != null) {
            BigDecimal mid = top.bidPrice().add(top.askPrice()).divide(new BigDecimal(2), DIGITS);
            BigDecimal spread = top.askPrice().subtract(top.bidPrice());
            if (spread.multiply(new BigDecimal(100)).divide(mid, DIGITS).compareTo(maxSpreadPct)
                    <= 0) {
                return mid;
            }
        }
        for (PriceKind kind : new PriceKind[] {PriceKind.CONTEXT, PriceKind.MID}) {
            Price newest = newest(kind);
            if (newest != null && newest.midPrice() != null && asOf - newest.timeMs() <= maxAge) {
                return newest.midPrice();
            }
        }
        return null;
    }

    /** Null before the first. */
    public Price newest(PriceKind kind) {
        Price newest = null;
        for (Price price : history) {
            if (price.kind() == kind
                    && (kind != PriceKind.BBO
                            || newest == null
                            || price.timeMs() >= newest.timeMs())) {
                newest = price;
            }
        }
        return newest;
    }
}

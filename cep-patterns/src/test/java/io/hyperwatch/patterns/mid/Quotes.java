package io.hyperwatch.patterns.mid;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;

import java.math.BigDecimal;

/** Writes prices of BTC, received at their event time unless said otherwise. */
public final class Quotes {

    public static final long BEGINNING = 1_760_130_903_000L;

    private static final String COIN = "BTC";

    private long sequence;

    public Price mid(long atMs, String mid) {
        return Price.mid(COIN, BEGINNING + atMs, new BigDecimal(mid), provenance(atMs));
    }

    /** No wider than a point. */
    public Price top(long atMs, String price) {
        return top(atMs, atMs, price);
    }

    public Price top(long atMs, long receivedMs, String price) {
        return Price.bbo(
                COIN,
                BEGINNING + atMs,
                new BigDecimal(price),
                BigDecimal.ONE,
                new BigDecimal(price),
                BigDecimal.ONE,
                provenance(receivedMs));
    }

    public Price context(long atMs, String mid, String volume) {
        return new Price(
                PriceKind.CONTEXT,
                COIN,
                BEGINNING + atMs,
                null,
                null,
                null,
                null,
                mid == null ? null : new BigDecimal(mid),
                null,
                null,
                null,
                null,
                null,
                volume == null ? null : new BigDecimal(volume),
                null,
                null,
                provenance(atMs));
    }

    public Price outside(long atMs, String venue, String price) {
        return Price.reference(
                COIN, BEGINNING + atMs, new BigDecimal(price), venue, provenance(atMs));
    }

    private Provenance provenance(long receivedMs) {
        sequence++;
        return new Provenance(
                Source.WS,
                BEGINNING + receivedMs,
                new Sequence(BEGINNING, sequence),
                1,
                sequence,
                0,
                true,
                false);
    }
}

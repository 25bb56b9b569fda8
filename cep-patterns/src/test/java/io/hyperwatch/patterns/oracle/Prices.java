package io.hyperwatch.patterns.oracle;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;

import java.math.BigDecimal;

/** Writes the prices of one coin, received at their event time unless said otherwise. */
final class Prices {

    static final long BEGINNING = 1_760_130_903_000L;

    private final String coin;
    private long sequence;

    Prices(String coin) {
        this.coin = coin;
    }

    Price mid(long atMs, String mid) {
        return Price.mid(coin, BEGINNING + atMs, new BigDecimal(mid), provenance(atMs));
    }

    Price top(long atMs, String bid, String ask) {
        return top(atMs, atMs, bid, ask);
    }

    Price top(long atMs, long receivedMs, String bid, String ask) {
        return Price.bbo(
                coin,
                BEGINNING + atMs,
                decimal(bid),
                BigDecimal.ONE,
                decimal(ask),
                BigDecimal.ONE,
                provenance(receivedMs));
    }

    Price context(long atMs, String oracle, String mark, String mid, String volume) {
        return new Price(
                PriceKind.CONTEXT,
                coin,
                BEGINNING + atMs,
                null,
                null,
                null,
                null,
                decimal(mid),
                decimal(mark),
                decimal(oracle),
                null,
                null,
                null,
                decimal(volume),
                null,
                null,
                provenance(atMs));
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

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }
}

package io.hyperwatch.bridge.check;

import java.math.BigDecimal;

/** What the comparisons with REST have found; told on the relay's thread, may ask for more. */
public interface Findings {

    /**
     * REST and a stream differ beyond tolerance.
     *
     * @param stream {@code allMids}, {@code trades:BTC}, {@code userFills:0x…}, …
     * @param expected what REST says, or what a fill says of the fills before it
     * @param actual what was streamed
     * @param detail one sentence for people
     */
    void mismatch(String stream, BigDecimal expected, BigDecimal actual, String detail);

    /**
     * Trades of a coin are missing for good: no request gives them back.
     *
     * @param stream {@code trades:BTC}
     * @param fromMs exchange time, inclusive
     * @param toMs exchange time, inclusive
     */
    void dropped(String stream, String coin, long fromMs, long toMs);

    /**
     * Events of an account are missing that REST still has.
     *
     * @param stream {@code userFills:0x…}
     * @param fromMs exchange time of the last event before them
     */
    void missed(String stream, long fromMs);
}

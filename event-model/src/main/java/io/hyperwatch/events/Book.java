package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;
import java.util.List;

/**
 * A whole order book of one coin, topic {@code hl.books.v1}, keyed by coin: at most 20 levels a
 * side, never a change to an earlier one. A delisted coin has an empty book.
 *
 * @param coin exact name on the exchange
 * @param timeMs the exchange's time
 * @param sigFigs significant figures that prices were rounded to, 2 to 5; null for the full book
 * @param mantissa step of the last figure, 2 or 5 and only with 5 figures; null otherwise
 * @param bids best first
 * @param asks best first
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record Book(
        String coin,
        long timeMs,
        Integer sigFigs,
        Integer mantissa,
        List<Level> bids,
        List<Level> asks,
        Provenance provenance) {

    /**
     * All orders at one price.
     *
     * @param price in USD per coin
     * @param size in coins
     * @param orders how many
     */
    public record Level(BigDecimal price, BigDecimal size, int orders) {}

    /** Identity for de-duplication: books carry no id of their own, so the place in the log. */
    public String identity() {
        return coin + "|book|" + provenance.sequence();
    }

    public Book withProvenance(Provenance newProvenance) {
        return new Book(coin, timeMs, sigFigs, mantissa, bids, asks, newProvenance);
    }
}

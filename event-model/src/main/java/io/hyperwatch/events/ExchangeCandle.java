package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * A candle as the exchange itself writes it, topic {@code hl.candles.v1}, keyed by coin. The open
 * candle comes again and again, growing; nothing marks the last one. The Kafka timestamp is the
 * close time, or the time of receipt while that lies ahead.
 *
 * @param coin exact name on the exchange
 * @param interval {@code 1m 3m 5m 15m 30m 1h 2h 4h 8h 12h 1d 3d 1w 1M}
 * @param openTimeMs inclusive start, epoch milliseconds
 * @param closeTimeMs inclusive end: open time + interval − 1 ms
 * @param open price of the first trade in it
 * @param high highest price
 * @param low lowest price
 * @param close price of the last trade so far
 * @param volume in coins; 0 on a row that only fills a quiet interval
 * @param tradeCount number of trades
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record ExchangeCandle(
        String coin,
        String interval,
        long openTimeMs,
        long closeTimeMs,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        long tradeCount,
        Provenance provenance) {

    /** Identity for de-duplication: a later record of the same candle replaces an earlier one. */
    public String identity() {
        return coin + "|" + interval + "|" + openTimeMs;
    }

    public ExchangeCandle withProvenance(Provenance newProvenance) {
        return new ExchangeCandle(
                coin,
                interval,
                openTimeMs,
                closeTimeMs,
                open,
                high,
                low,
                close,
                volume,
                tradeCount,
                newProvenance);
    }
}

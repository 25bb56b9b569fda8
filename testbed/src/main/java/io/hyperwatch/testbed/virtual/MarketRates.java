package io.hyperwatch.testbed.virtual;

import java.time.Duration;

/**
 * How often things happen, on average; the distances are exponentially distributed.
 *
 * @param trade between two orders that cross the book, of one coin
 * @param quote between two changes of the best bid and offer, of one coin
 * @param liquidation between two, of all coins
 * @param order between two changes of resting orders, of all accounts
 * @param ledger between two deposits, withdrawals or transfers, of all accounts
 */
public record MarketRates(
        Duration trade, Duration quote, Duration liquidation, Duration order, Duration ledger) {

    /** Per coin a trade in 5 s and a quote in 2 s; the rest every 10 to 60 s. */
    public static MarketRates moderate() {
        return new MarketRates(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    public MarketRates withTrade(Duration newTrade) {
        return new MarketRates(newTrade, quote, liquidation, order, ledger);
    }

    public MarketRates withQuote(Duration newQuote) {
        return new MarketRates(trade, newQuote, liquidation, order, ledger);
    }

    public MarketRates withLiquidation(Duration newLiquidation) {
        return new MarketRates(trade, quote, newLiquidation, order, ledger);
    }

    public MarketRates withOrder(Duration newOrder) {
        return new MarketRates(trade, quote, liquidation, newOrder, ledger);
    }

    public MarketRates withLedger(Duration newLedger) {
        return new MarketRates(trade, quote, liquidation, order, newLedger);
    }
}

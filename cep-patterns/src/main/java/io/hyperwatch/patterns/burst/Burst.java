package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.liquidations.LiquidationBook;
import io.hyperwatch.patterns.liquidations.LiquidationRun;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of trades of one taker on one side of a coin, with gaps of at most 5 s; part of {@link
 * Bursts}.
 *
 * @param firstTrade identity of the trade that opened it
 * @param startMs lowest time of its trades
 * @param endMs highest time of its trades
 * @param firstStepSize size of its trades at the lowest time, in coins
 * @param size of all, in coins
 * @param valueUsd of all
 * @param minPrice lowest price
 * @param maxPrice highest price
 * @param tradeCount number of its trades
 * @param told whether it was given out; from then on each trade is
 * @param untold identities of its trades in the order they came; empty once they were given out or
 *     never can be
 */
public record Burst(
        String firstTrade,
        long startMs,
        long endMs,
        BigDecimal firstStepSize,
        BigDecimal size,
        BigDecimal valueUsd,
        BigDecimal minPrice,
        BigDecimal maxPrice,
        int tradeCount,
        boolean told,
        List<String> untold) {

    /** One that is not told by then is dust. */
    static final int MAX_UNTOLD = 1_000;

    static Burst first(Trade trade, String identity) {
        return new Burst(
                identity,
                trade.timeMs(),
                trade.timeMs(),
                trade.size(),
                trade.size(),
                trade.valueUsd(),
                trade.price(),
                trade.price(),
                1,
                false,
                List.of(identity));
    }

    boolean takes(long timeMs) {
        return timeMs >= startMs - LiquidationRun.MAX_GAP_MS
                && timeMs <= endMs + LiquidationRun.MAX_GAP_MS;
    }

    Burst plus(Trade trade, String identity) {
        BigDecimal firstStep = trade.timeMs() < startMs ? BigDecimal.ZERO : firstStepSize;
        List<String> more = untold;
        if (canBeTold() && tradeCount < MAX_UNTOLD) {
            more = new ArrayList<>(untold);
            more.add(identity);
        }
        return new Burst(
                firstTrade,
                Math.min(startMs, trade.timeMs()),
                Math.max(endMs, trade.timeMs()),
                trade.timeMs() <= startMs ? firstStep.add(trade.size()) : firstStep,
                size.add(trade.size()),
                valueUsd.add(trade.valueUsd()),
                minPrice.min(trade.price()),
                maxPrice.max(trade.price()),
                tradeCount + 1,
                told,
                more);
    }

    /** It was not told yet and all its trades are still named. */
    boolean canBeTold() {
        return !told && untold.size() == tradeCount;
    }

    /** What the liquidation is called if it is one. */
    String liquidationId(Trade trade) {
        return LiquidationBook.liquidationId(trade.coin(), trade.taker(), firstTrade);
    }

    Burst asTold() {
        return withUntold(true, List.of());
    }

    /** It has become too long or too fragmented ever to be told. */
    Burst asWork() {
        return untold.isEmpty() ? this : withUntold(told, List.of());
    }

    private Burst withUntold(boolean newTold, List<String> newUntold) {
        return new Burst(
                firstTrade,
                startMs,
                endMs,
                firstStepSize,
                size,
                valueUsd,
                minPrice,
                maxPrice,
                tradeCount,
                newTold,
                newUntold);
    }
}

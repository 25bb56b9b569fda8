package io.hyperwatch.testbed.incidents;

import io.hyperwatch.events.Book;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.topics.Topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A log of the exchange, written event by event: each is received some time after it happened, as
 * over the wire (p50 of the captures: 0.3 s). Everything is deterministic.
 */
public final class MarketLog extends EventLog {

    /** From the block to the bridge. */
    private static final long LATENCY_MS = 300;

    public MarketLog(long beginMs) {
        super(beginMs);
    }

    /** The asset context of a perpetual. */
    public void context(
            String coin,
            long timeMs,
            double mark,
            double oracle,
            double mid,
            double dayVolumeUsd,
            double hourlyFunding) {
        add(
                Topic.PRICES,
                coin,
                timeMs,
                timeMs,
                new Price(
                        PriceKind.CONTEXT,
                        coin,
                        timeMs,
                        null,
                        null,
                        null,
                        null,
                        decimal(mid),
                        decimal(mark),
                        decimal(oracle),
                        decimal(hourlyFunding),
                        decimal(1_000_000),
                        decimal(oracle),
                        decimal(dayVolumeUsd),
                        null,
                        null,
                        null));
    }

    /** Best bid and ask, a spread of 2 basis points apart. */
    public void bbo(String coin, long timeMs, double mid) {
        add(
                Topic.PRICES,
                coin,
                timeMs,
                timeMs + LATENCY_MS,
                Price.bbo(
                        coin,
                        timeMs,
                        decimal(mid * 0.9999),
                        decimal(10),
                        decimal(mid * 1.0001),
                        decimal(10),
                        null));
    }

    /** A spot price of another venue. */
    public void reference(String coin, long timeMs, String venue, double price) {
        add(
                Topic.PRICES,
                coin,
                timeMs,
                timeMs,
                Price.reference(coin, timeMs, decimal(price), venue, null));
    }

    /** One order that trades against one maker. */
    public void trade(String coin, long timeMs, Side side, double price, double usd, String taker) {
        long tid = nextId();
        String maker = account("maker");
        add(
                Topic.TRADES,
                coin,
                timeMs,
                timeMs + LATENCY_MS,
                new Trade(
                        coin,
                        side,
                        decimal(price),
                        size(usd, price),
                        timeMs,
                        hash(tid),
                        tid,
                        side == Side.B ? taker : maker,
                        side == Side.B ? maker : taker,
                        null));
    }

    /** A market liquidation in so many fills, seen from the victim's side. */
    public void liquidation(
            String coin,
            long timeMs,
            String victim,
            boolean isLong,
            double price,
            double usd,
            int fills) {
        for (int i = 0; i < fills; i++) {
            fill(
                    victim,
                    coin,
                    isLong ? Side.A : Side.B,
                    timeMs,
                    price,
                    usd / fills,
                    isLong ? "Close Long" : "Close Short",
                    new LiquidationMark(victim, decimal(price), LiquidationMethod.MARKET, false));
        }
    }

    /** A position that the liquidator vault takes over, seen from the victim's side. */
    public void backstop(
            String coin, long timeMs, String victim, boolean isLong, double price, double usd) {
        fill(
                victim,
                coin,
                isLong ? Side.A : Side.B,
                timeMs,
                price,
                usd,
                isLong ? "Liquidated Cross Long" : "Liquidated Cross Short",
                new LiquidationMark(victim, decimal(price), LiquidationMethod.BACKSTOP, false));
    }

    /** Auto-deleveraging of somebody's winning position; the liquidator vault is in default. */
    public void autoDeleveraging(
            String coin, long timeMs, String winner, boolean isLong, double price, double usd) {
        fill(
                winner,
                coin,
                isLong ? Side.A : Side.B,
                timeMs,
                price,
                usd,
                Fill.AUTO_DELEVERAGING,
                new LiquidationMark(
                        account("hlp-liquidator"),
                        decimal(price),
                        LiquidationMethod.BACKSTOP,
                        true));
    }

    /** An ordinary fill of a watched account. */
    public void fill(
            String user,
            String coin,
            Side side,
            long timeMs,
            double price,
            double usd,
            String direction,
            LiquidationMark mark) {
        long tid = nextId();
        add(
                Topic.FILLS,
                user,
                timeMs,
                timeMs + LATENCY_MS,
                new Fill(
                        user,
                        coin,
                        side,
                        decimal(price),
                        size(usd, price),
                        timeMs,
                        size(usd, price),
                        direction,
                        decimal(0),
                        hash(tid),
                        tid,
                        true,
                        decimal(0),
                        "USDC",
                        tid,
                        null,
                        mark,
                        null));
    }

    /** A whole book: levels of 0.02 % each side, 20,000 USD a level, and a wall or none. */
    public void book(String coin, long timeMs, double mid, Double wallPrice, double wallUsd) {
        List<Book.Level> bids = new ArrayList<>();
        List<Book.Level> asks = new ArrayList<>();
        for (int level = 1; level <= 20; level++) {
            bids.add(level(mid * (1 - 0.0002 * level), 20_000));
            asks.add(level(mid * (1 + 0.0002 * level), 20_000));
        }
        if (wallPrice != null) {
            List<Book.Level> side = wallPrice < mid ? bids : asks;
            side.removeIf(one -> one.price().compareTo(decimal(wallPrice)) == 0);
            side.add(level(wallPrice, wallUsd));
            Comparator<Book.Level> byPrice = Comparator.comparing(Book.Level::price);
            side.sort(wallPrice < mid ? byPrice.reversed() : byPrice);
            while (side.size() > 20) {
                side.remove(side.size() - 1);
            }
        }
        add(
                Topic.BOOKS,
                coin,
                timeMs,
                timeMs + LATENCY_MS,
                new Book(coin, timeMs, null, null, bids, asks, null));
    }

    /**
     * A vault's own account of itself.
     *
     * @param pnl of all time, oldest first: flow-adjusted
     */
    public void vault(
            String vault,
            long timeMs,
            double accountValue,
            double pnl24h,
            List<VaultSnapshot.HistoryPoint> values,
            List<VaultSnapshot.HistoryPoint> pnl) {
        add(
                Topic.VAULTS,
                vault,
                timeMs,
                timeMs,
                new VaultSnapshot(
                        vault,
                        null,
                        "Hyperliquidity Provider (HLP)",
                        account("leader"),
                        timeMs,
                        decimal(accountValue),
                        decimal(pnl24h),
                        values,
                        pnl,
                        List.of(),
                        false,
                        null));
    }

    /** What the job that follows accounts says about one. */
    public void position(
            String address,
            String coin,
            PositionEventType type,
            long timeMs,
            double before,
            double after,
            double price,
            double accountValue) {
        add(
                Topic.POSITION_EVENTS,
                address,
                timeMs,
                timeMs + LATENCY_MS,
                new PositionEvent(
                        hash(nextId()).substring(2, 34),
                        address,
                        coin,
                        type,
                        timeMs,
                        decimal(before),
                        decimal(after),
                        decimal(after).subtract(decimal(before)),
                        decimal(price),
                        decimal(accountValue),
                        true,
                        null));
    }

    /** USDC leaves the account over the bridge to Arbitrum. */
    public void withdrawal(String user, long timeMs, double usdc) {
        String hash = hash(nextId());
        add(
                Topic.LEDGER,
                user,
                timeMs,
                timeMs + LATENCY_MS,
                new LedgerEntry(
                        user,
                        timeMs,
                        hash,
                        "withdraw",
                        decimal(usdc),
                        null,
                        null,
                        null,
                        decimal(1),
                        null,
                        false,
                        null,
                        null,
                        nextId(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static Book.Level level(double price, double usd) {
        return new Book.Level(decimal(price), size(usd, price), 3);
    }
}

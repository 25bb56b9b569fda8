package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.events.Book;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An exchange that makes up its events, all at random from one seed, and writes them as received at
 * the time of the call; those with a time of their own happened some hundred milliseconds earlier.
 */
final class Venue extends VenueState {

    Venue(LogWriter log, int coinCount, long seed) {
        super(log, coinCount, seed);
    }

    void context(int coin) {
        oracle[coin] *= 1 + random.nextGaussian() * 0.00002;
        double mid = mid(coin);
        write(
                Topic.PRICES,
                coins[coin],
                nowMs,
                new Price(
                        PriceKind.CONTEXT,
                        coins[coin],
                        nowMs,
                        null,
                        null,
                        null,
                        null,
                        price(mid),
                        price((mid + oracle[coin]) / 2),
                        price(oracle[coin]),
                        PAR_FUNDING,
                        new BigDecimal("1000000.5"),
                        price(oracle[coin]),
                        new BigDecimal("50000000.25"),
                        new BigDecimal("0.0001"),
                        null,
                        null));
    }

    void bbo(int coin) {
        double mid = mid(coin);
        long time = happened();
        write(
                Topic.PRICES,
                coins[coin],
                time,
                Price.bbo(
                        coins[coin],
                        time,
                        price(mid * 0.9999),
                        size(20_000, mid),
                        price(mid * 1.0001),
                        size(20_000, mid),
                        null));
    }

    /** One frame with the mids of all coins. */
    void allMids() {
        for (int coin = 0; coin < coins.length; coin++) {
            log.send(
                    Topic.PRICES,
                    coins[coin],
                    nowMs,
                    Price.mid(coins[coin], nowMs, price(mid(coin)), null),
                    Math.min(coin, 63),
                    coin == coins.length - 1);
        }
    }

    /** A whole book; with a wall of 20M USD a side or without. */
    void book(int coin, boolean wall) {
        double mid = mid(coin);
        List<Book.Level> bids = new ArrayList<>(LEVELS);
        List<Book.Level> asks = new ArrayList<>(LEVELS);
        for (int level = 1; level <= LEVELS; level++) {
            double usd = wall && level == LEVELS / 2 ? 20_000_000 : 15_000 + random.nextInt(5_000);
            bids.add(level(mid * (1 - 0.0002 * level), usd));
            asks.add(level(mid * (1 + 0.0002 * level), 20_000));
        }
        long time = happened();
        write(
                Topic.BOOKS,
                coins[coin],
                time,
                new Book(coins[coin], time, null, null, bids, asks, null));
    }

    /** A market order against one to five makers, as one frame; returns its trades. */
    int order(int coin, int takers) {
        int slices = random.nextInt(3) == 0 ? 1 + random.nextInt(MAX_SLICES) : 1;
        double usd = Math.exp(6 + random.nextGaussian() * 1.9);
        Side side = random.nextBoolean() ? Side.B : Side.A;
        String taker = account(random.nextInt(takers));
        long time = happened();
        String hash = hash();
        for (int i = 0; i < slices; i++) {
            double step = (side == Side.B ? 1 : -1) * 0.00005 * i;
            trade(coin, side, mid(coin) * (1 + step), usd / slices, time, hash, taker, i, slices);
        }
        return slices;
    }

    /**
     * A trade of a liquidation into the book: the public trade, the victim's fill, and now and then
     * the maker's.
     */
    void liquidation(int coin, int victim, double usd, long timeMs, boolean withTrade) {
        String user = account(victim);
        boolean isLong = victim % 8 != 0;
        Side side = isLong ? Side.A : Side.B;
        String hash = hash();
        double price = mid(coin);
        if (withTrade) {
            trade(coin, side, price, usd, timeMs, hash, user, 0, 1);
        } else {
            tid++;
        }
        LiquidationMark mark =
                new LiquidationMark(user, price(price), LiquidationMethod.MARKET, false);
        String direction = isLong ? "Close Long" : "Close Short";
        fill(user, coin, side, price, usd, timeMs, hash, direction, mark);
        if (random.nextInt(4) == 0) {
            String maker = makers[random.nextInt(makers.length)];
            String opposite = isLong ? "Open Long" : "Open Short";
            fill(maker, coin, side.opposite(), price, usd, timeMs, hash, opposite, mark);
        }
    }

    void autoDeleveraging(int coin, int winner, double usd, long timeMs) {
        tid++;
        LiquidationMark mark =
                new LiquidationMark(
                        makers[0], price(oracle[coin]), LiquidationMethod.BACKSTOP, true);
        fill(
                account(winner),
                coin,
                Side.B,
                mid(coin),
                usd,
                timeMs,
                hash(),
                Fill.AUTO_DELEVERAGING,
                mark);
    }

    /** A fill of a watched account that nobody has forced. */
    void ordinaryFill(int coin, int user) {
        tid++;
        fill(account(user), coin, Side.B, mid(coin), 5_000, happened(), hash(), "Open Long", null);
    }

    void withdrawal(int user) {
        long time = happened();
        write(
                Topic.LEDGER,
                account(user),
                time,
                new LedgerEntry(
                        account(user),
                        time,
                        hash(),
                        "withdraw",
                        new BigDecimal("25000"),
                        null,
                        null,
                        null,
                        BigDecimal.ONE,
                        null,
                        false,
                        null,
                        null,
                        tid,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    void settledFunding(int coin, boolean extreme) {
        write(
                Topic.FUNDING_RATES,
                coins[coin],
                nowMs,
                new FundingRate(
                        coins[coin],
                        nowMs,
                        extreme ? new BigDecimal("0.021") : PAR_FUNDING,
                        BigDecimal.ZERO,
                        null));
    }

    /** HLP's account of itself, with a day of history. */
    void vault(double lostUsd) {
        vaultPnl += 70 - lostUsd;
        List<VaultSnapshot.HistoryPoint> values = new ArrayList<>();
        List<VaultSnapshot.HistoryPoint> pnl = new ArrayList<>();
        for (int hour = 48; hour > 0; hour--) {
            values.add(point(nowMs - hour * 3_600_000L, 400_000_000));
            pnl.add(point(nowMs - hour * 3_600_000L, 60_000_000 - hour * 4_000L));
        }
        values.add(point(nowMs, 400_000_000 + vaultPnl - 60_000_000));
        pnl.add(point(nowMs, vaultPnl));
        write(
                Topic.VAULTS,
                VAULT,
                nowMs,
                new VaultSnapshot(
                        VAULT,
                        null,
                        "Hyperliquidity Provider (HLP)",
                        makers[1],
                        nowMs,
                        values.get(values.size() - 1).value(),
                        BigDecimal.valueOf(Math.round(vaultPnl - 60_000_000)),
                        values,
                        pnl,
                        List.of(makers[2], makers[3]),
                        false,
                        null));
    }

    /** A stream that was lost, or that has come back and is complete. */
    void gap(int coin, long sinceMs, boolean closed) {
        String stream = "trades:" + coins[coin];
        write(
                Topic.COVERAGE,
                stream,
                nowMs,
                new CoverageEvent(
                        closed ? CoverageKind.GAP_CLOSED : CoverageKind.GAP_OPENED,
                        stream,
                        nowMs,
                        sinceMs,
                        closed ? Long.valueOf(nowMs) : null,
                        "disconnect",
                        0,
                        closed ? CoverageEvent.REPLAY : null,
                        null,
                        null,
                        null,
                        closed ? 2 : 1,
                        null));
    }
}

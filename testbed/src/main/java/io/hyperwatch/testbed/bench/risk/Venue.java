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
import io.hyperwatch.events.Trade;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An exchange that makes up its events, all at random from one seed, and writes them as received at
 * the time of the call; those with a time of their own happened some hundred milliseconds earlier.
 */
final class Venue {

    /** Trades arrive 470 ms after their time, 99 % within 650 ms (captures). */
    private static final int MIN_LATENCY_MS = 300;

    private static final int MAX_LATENCY_MS = 650;
    private static final int MAX_SLICES = 5;
    private static final int LEVELS = 20;
    private static final BigDecimal PAR_FUNDING = new BigDecimal("0.0000125");
    private static final String VAULT = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";

    private final LogWriter log;
    private final Random random;
    private final String[] coins;
    private final double[] oracle;
    private final double[] offset;
    private final String[] makers;
    private long tid = 1_000_000;
    private long nowMs;
    private double vaultPnl = 60_000_000;

    Venue(LogWriter log, int coinCount, long seed) {
        this.log = log;
        random = new Random(seed);
        coins = new String[coinCount];
        oracle = new double[coinCount];
        offset = new double[coinCount];
        for (int i = 0; i < coinCount; i++) {
            coins[i] = i == 0 ? "BTC" : i == 1 ? "ETH" : i == 2 ? "SOL" : "COIN" + i;
            oracle[i] = i == 0 ? 110_000 : i == 1 ? 4_000 : i == 2 ? 200 : 1 + i * 0.37;
        }
        makers = new String[40];
        for (int i = 0; i < makers.length; i++) {
            makers[i] = account(900_000 + i);
        }
    }

    void at(long timeMs) {
        nowMs = timeMs;
        log.receiveAt(timeMs);
    }

    int coins() {
        return coins.length;
    }

    /** A few coins have most of the trades. */
    int someCoin() {
        double share = random.nextDouble();
        return (int) (share * share * share * coins.length);
    }

    int anyCoin() {
        return random.nextInt(coins.length);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Moves the oracle price by a fraction. */
    void move(int coin, double fraction) {
        oracle[coin] *= 1 + fraction;
    }

    /** Holds the book so far away from the oracle, a fraction. */
    void dislocate(int coin, double fraction) {
        offset[coin] = fraction;
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

    /** When what arrives now has happened. */
    long happened() {
        return nowMs - MIN_LATENCY_MS - random.nextInt(MAX_LATENCY_MS - MIN_LATENCY_MS);
    }

    private void trade(
            int coin,
            Side side,
            double price,
            double usd,
            long timeMs,
            String hash,
            String taker,
            int index,
            int slices) {
        tid++;
        String maker = makers[random.nextInt(makers.length)];
        log.send(
                Topic.TRADES,
                coins[coin],
                timeMs,
                new Trade(
                        coins[coin],
                        side,
                        price(price),
                        size(usd, price),
                        timeMs,
                        hash,
                        tid,
                        side == Side.B ? taker : maker,
                        side == Side.B ? maker : taker,
                        null),
                index,
                index == slices - 1);
    }

    private void fill(
            String user,
            int coin,
            Side side,
            double price,
            double usd,
            long timeMs,
            String hash,
            String direction,
            LiquidationMark mark) {
        BigDecimal size = size(usd, price);
        write(
                Topic.FILLS,
                user,
                timeMs,
                new Fill(
                        user,
                        coins[coin],
                        side,
                        price(price),
                        size,
                        timeMs,
                        size,
                        direction,
                        new BigDecimal("-125.5"),
                        hash,
                        tid,
                        true,
                        new BigDecimal("1.25"),
                        "USDC",
                        tid,
                        null,
                        mark,
                        null));
    }

    private void write(Topic topic, String key, long eventMs, Object event) {
        log.send(topic, key, eventMs, event);
    }

    private double mid(int coin) {
        return oracle[coin] * (1 + offset[coin]);
    }

    private String hash() {
        return hex(random.nextLong(), random.nextLong(), 64);
    }

    /** The same for a number in every log. */
    static String account(int number) {
        return hex(number * 0x9E3779B97F4A7C15L, number + 1L, 40);
    }

    private static String hex(long high, long low, int digits) {
        StringBuilder text = new StringBuilder(digits + 2).append("0x");
        String body = Long.toHexString(high) + Long.toHexString(low);
        for (int i = body.length(); i < digits; i++) {
            text.append('a');
        }
        return text.append(body, 0, Math.min(digits, body.length())).toString();
    }

    private static Book.Level level(double price, double usd) {
        return new Book.Level(price(price), size(usd, price), 3);
    }

    private static VaultSnapshot.HistoryPoint point(long timeMs, double value) {
        return new VaultSnapshot.HistoryPoint(timeMs, BigDecimal.valueOf(Math.round(value)));
    }

    /** Five significant figures, as on the exchange. */
    private static BigDecimal price(double value) {
        int scale = Math.max(0, 4 - (int) Math.floor(Math.log10(value)));
        double unit = Math.pow(10, scale);
        return BigDecimal.valueOf(Math.round(value * unit), scale);
    }

    private static BigDecimal size(double usd, double price) {
        return BigDecimal.valueOf(Math.max(1, Math.round(usd / price * 10_000)), 4);
    }
}

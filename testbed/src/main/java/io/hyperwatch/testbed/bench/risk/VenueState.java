package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.events.Book;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.Random;

/** Prices, numbers and the way into the log of a {@link Venue}. */
abstract class VenueState {

    /** Trades arrive 470 ms after their time, 99 % within 650 ms (captures). */
    static final int MIN_LATENCY_MS = 300;

    static final int MAX_LATENCY_MS = 650;
    static final int MAX_SLICES = 5;
    static final int LEVELS = 20;
    static final BigDecimal PAR_FUNDING = new BigDecimal("0.0000125");
    static final String VAULT = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";

    final LogWriter log;
    final Random random;
    final String[] coins;
    final double[] oracle;
    final double[] offset;
    final String[] makers;
    long tid = 1_000_000;
    long nowMs;
    double vaultPnl = 60_000_000;

    VenueState(LogWriter log, int coinCount, long seed) {
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

    /** When what arrives now has happened. */
    long happened() {
        return nowMs - MIN_LATENCY_MS - random.nextInt(MAX_LATENCY_MS - MIN_LATENCY_MS);
    }

    void trade(
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

    void fill(
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

    void write(Topic topic, String key, long eventMs, Object event) {
        log.send(topic, key, eventMs, event);
    }

    double mid(int coin) {
        return oracle[coin] * (1 + offset[coin]);
    }

    String hash() {
        return hex(random.nextLong(), random.nextLong(), 64);
    }

    /** The same for a number in every log. */
    static String account(int number) {
        return hex(number * 0x9E3779B97F4A7C15L, number + 1L, 40);
    }

    static String hex(long high, long low, int digits) {
        StringBuilder text = new StringBuilder(digits + 2).append("0x");
        String body = Long.toHexString(high) + Long.toHexString(low);
        for (int i = body.length(); i < digits; i++) {
            text.append('a');
        }
        return text.append(body, 0, Math.min(digits, body.length())).toString();
    }

    static Book.Level level(double price, double usd) {
        return new Book.Level(price(price), size(usd, price), 3);
    }

    static VaultSnapshot.HistoryPoint point(long timeMs, double value) {
        return new VaultSnapshot.HistoryPoint(timeMs, BigDecimal.valueOf(Math.round(value)));
    }

    /** Five significant figures, as on the exchange. */
    static BigDecimal price(double value) {
        int scale = Math.max(0, 4 - (int) Math.floor(Math.log10(value)));
        double unit = Math.pow(10, scale);
        return BigDecimal.valueOf(Math.round(value * unit), scale);
    }

    static BigDecimal size(double usd, double price) {
        return BigDecimal.valueOf(Math.max(1, Math.round(usd / price * 10_000)), 4);
    }
}

package io.hyperwatch.testbed.replay;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Where the random log plays: coins that cost about 100 USD, accounts, and times at which events
 * happen before they are received.
 */
final class RandomWorld {

    static final List<String> COINS = List.of("BTC", "ETH", "SOL", "kPEPE", "HYPE", "xyz:TSLA");

    /** A wild stretch and a calm one, in which what has opened can resolve. */
    private static final long WILD_MS = 80_000;

    private static final long CALM_MS = 75_000;
    private static final long LATE_MS = 60_000;
    private static final long HISTORY_MS = 600_000;
    private static final double PRICE = 100;

    final Random random;
    final Script script;
    final BridgeLog log;
    private final long startMs;
    private final Map<String, Double> offsets = new HashMap<>();
    private long now;
    private long tids;

    RandomWorld(Random random, long startMs) {
        this.random = random;
        this.startMs = startMs;
        this.now = startMs;
        this.log = new BridgeLog(random, startMs);
        this.script = new Script(random, startMs, this::reached);
    }

    long now() {
        return now;
    }

    boolean wild() {
        return (now - startMs) % (WILD_MS + CALM_MS) < WILD_MS;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** Both included. */
    int between(int min, int max) {
        return min + random.nextInt(max - min + 1);
    }

    String coin() {
        return oneOf(COINS);
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /**
     * When something happened that is received now: mostly a moment ago, often at the time of a
     * block that others share, seldom late, history, ahead, or too far ahead.
     */
    long eventTime() {
        int kind = random.nextInt(500);
        if (kind == 0) {
            return now + LATE_MS + 1;
        } else if (kind < 8) {
            return now + random.nextInt(20_000);
        } else if (kind < 14) {
            return now - HISTORY_MS - random.nextInt(3_000_000);
        } else if (kind < 16) {
            return now - oneOf(List.of(LATE_MS, LATE_MS + 1, HISTORY_MS, HISTORY_MS + 1));
        } else if (kind < 28) {
            return now - LATE_MS - random.nextInt(540_000);
        }
        return kind < 250 ? Math.floorDiv(now, 400) * 400 : now - random.nextInt(1_500);
    }

    long tid() {
        return ++tids;
    }

    BigDecimal price(String coin) {
        return decimal(PRICE * (1 + offsets.getOrDefault(coin, 0.0)));
    }

    void move(String coin, double share) {
        offsets.merge(coin, share, Double::sum);
    }

    /** Back towards where it began. */
    void calm(String coin, double ratio) {
        offsets.computeIfPresent(coin, (key, offset) -> offset * ratio);
    }

    /** So many coins as are worth this. */
    BigDecimal worth(int usd) {
        return decimal(usd / PRICE);
    }

    static BigDecimal decimal(double value) {
        return new BigDecimal(String.format(Locale.ROOT, "%.4f", value));
    }

    static String account(int number) {
        return "0x" + String.format("%040x", number + 1);
    }

    static String hash(long number) {
        return "0x" + String.format("%064x", number + 1);
    }

    private void reached(long nowMs) {
        now = nowMs;
        log.reached(nowMs);
    }
}

package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Book;
import io.hyperwatch.events.Side;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random books of one coin around 100 with walls that come, shrink, are eaten and go, and trades at
 * and near their prices; many on a threshold. Both logs are now and then behind.
 */
final class RandomWalls {

    private static final long[] STEPS_MS = {
        0, 500, 500, 500, 1_000, 2_500, 2_500, 2_999, 3_000, 4_999, 5_000, 5_001, 5_400, 9_999,
        10_000, 10_001, 20_000
    };
    private static final long[] LAGS_MS = {
        0, 0, 0, 300, 800, 9_500, 10_000, 10_001, 30_000, 60_001, 240_000, 595_000, 600_001, -30_000
    };
    private static final String[] WALLS = {
        "9999.99", "10000", "10000", "12500", "20000", "50000", "4000"
    };
    private static final String[] SHRINKS = {"1", "0.9", "0.5", "0.25", "0.2", "0.19999", "1.5"};
    private static final String[] HITS = {"1", "500", "1999.99", "2000", "2000.01", "2500", "9000"};
    private static final BigDecimal TICK = new BigDecimal("0.1");

    private final Random random;
    private final WallLog log = new WallLog();
    private final Map<Integer, BigDecimal> walls = new TreeMap<>();
    private final boolean bothKinds;

    /** Tick of the best bid; the best ask is one above. */
    private int best = 1_000;

    private long nowMs;
    private long lagMs;

    RandomWalls(long seed) {
        random = new Random(seed);
        bothKinds = random.nextInt(4) == 0;
    }

    WallLog log(int books) {
        for (int i = 0; i < books; i++) {
            pass();
            change();
            int trades = random.nextInt(3);
            for (int j = 0; j < trades; j++) {
                trade();
            }
            book();
            if (random.nextInt(6) == 0) {
                Book again = log.books.get(random.nextInt(log.books.size())).input();
                if (again != null) {
                    log.again(again);
                }
            }
            if (random.nextInt(4) == 0) {
                log.tick(nowMs - 1_000);
            }
        }
        return log.tick(nowMs + 3_600_000);
    }

    private void pass() {
        nowMs += STEPS_MS[random.nextInt(STEPS_MS.length)];
        if (random.nextInt(80) == 0) {
            nowMs += 700_000;
        }
        if (random.nextInt(15) == 0) {
            lagMs = LAGS_MS[random.nextInt(LAGS_MS.length)];
        }
    }

    private void change() {
        if (random.nextInt(4) == 0) {
            walls.put(best - 4 + random.nextInt(10), new BigDecimal(pick(WALLS)));
        }
        List<Integer> ticks = new ArrayList<>(walls.keySet());
        for (int tick : ticks) {
            int what = random.nextInt(12);
            if (what == 0) {
                if (random.nextInt(3) == 0) {
                    hit(tick, tick <= best, nowMs - lagMs - random.nextInt(2), pick(HITS));
                }
                walls.remove(tick);
            } else if (what == 1) {
                walls.compute(tick, (t, size) -> size.multiply(new BigDecimal(pick(SHRINKS))));
            }
        }
        if (random.nextInt(8) == 0) {
            best += random.nextInt(5) - 2;
        }
    }

    private void book() {
        long atMs = nowMs - lagMs;
        List<Book.Level> bids = side(best, -1);
        List<Book.Level> asks = side(random.nextInt(60) == 0 ? best : best + 1, 1);
        log.book(atMs, nowMs, null, bids, asks);
        if (bothKinds) {
            log.book(atMs, nowMs, 4, side(best, -1), side(best + 1, 1));
        }
    }

    private List<Book.Level> side(int from, int away) {
        List<Book.Level> levels = new ArrayList<>();
        int count = random.nextInt(40) == 0 ? random.nextInt(3) : 5 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            int tick = from + i * away;
            BigDecimal size = walls.getOrDefault(tick, BigDecimal.valueOf(1_000 + i));
            if (size.signum() > 0) {
                levels.add(new Book.Level(price(tick), size, 2));
            }
        }
        return levels;
    }

    private void trade() {
        if (!log.trades.isEmpty() && random.nextInt(6) == 0) {
            LevelTrade again = log.trades.get(random.nextInt(log.trades.size())).input();
            if (again != null) {
                log.again(again, nowMs);
                return;
            }
        }
        List<Integer> ticks = new ArrayList<>(walls.keySet());
        int tick =
                ticks.isEmpty() || random.nextInt(6) == 0
                        ? best - random.nextInt(4)
                        : ticks.get(random.nextInt(ticks.size()));
        boolean bid = random.nextInt(8) == 0 ? random.nextBoolean() : tick <= best;
        BigDecimal price = price(tick);
        if (random.nextInt(8) == 0) {
            price = price.add(new BigDecimal(random.nextBoolean() ? "0.05" : "-0.05"));
        }
        long lateMs = random.nextInt(8) == 0 ? LAGS_MS[random.nextInt(LAGS_MS.length)] : lagMs;
        long atMs = nowMs - lateMs - (random.nextBoolean() ? 0 : random.nextInt(3_000));
        log.trade(atMs, nowMs, bid ? Side.A : Side.B, price.toPlainString(), pick(HITS));
    }

    private void hit(int tick, boolean bid, long atMs, String size) {
        log.trade(atMs, nowMs, bid ? Side.A : Side.B, price(tick).toPlainString(), size);
    }

    private static BigDecimal price(int tick) {
        return TICK.multiply(BigDecimal.valueOf(tick));
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }
}

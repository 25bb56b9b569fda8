package io.hyperwatch.testbed.replay;

import io.hyperwatch.events.Book;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Books with walls that stand some seconds and are pulled, in steps, moved, or traded away. */
final class RandomBooks {

    private static final int LEVELS = 20;
    private static final BigDecimal MID = new BigDecimal("100");
    private static final BigDecimal STEP = new BigDecimal("0.05");
    private static final int WALL_SIZE = 14_000;

    /** Parts of a wall that trade before it goes; less than 20 % of it is a pull. */
    private static final List<Integer> TRADED_PCT = List.of(0, 0, 0, 10, 20, 60);

    private final RandomWorld world;
    private final RandomTrades trades;
    private final Map<String, Map<Integer, Integer>> walls = new HashMap<>();

    RandomBooks(RandomWorld world, RandomTrades trades) {
        this.world = world;
        this.trades = trades;
    }

    void begin() {
        for (String coin : RandomWorld.COINS.subList(0, 4)) {
            walls.put(coin, new HashMap<>());
            world.script.every(400, 1_400, () -> book(coin));
            world.script.every(6_000, 22_000, () -> wall(coin));
        }
    }

    /** Levels above 0 are asks, below 0 bids. */
    private void wall(String coin) {
        int level = (world.oneIn(2) ? 1 : -1) * world.between(2, 17);
        walls.get(coin).put(level, WALL_SIZE);
        int stands = world.between(3_000, 14_000);
        world.script.in(stands - 1_000L, () -> trade(coin, level));
        world.script.in(stands, () -> goes(coin, level));
    }

    private void trade(String coin, int level) {
        int traded = WALL_SIZE / 100 * world.oneOf(TRADED_PCT);
        if (traded > 0) {
            trades.take(coin, level < 0, price(level), BigDecimal.valueOf(traded));
        }
    }

    private void goes(String coin, int level) {
        if (world.oneIn(3)) {
            walls.get(coin).put(level, WALL_SIZE / 2);
            world.script.in(world.between(400, 3_000), () -> walls.get(coin).remove(level));
        } else {
            walls.get(coin).remove(level);
        }
        if (world.oneIn(4)) {
            walls.get(coin).put(level > 0 ? level + 1 : level - 1, WALL_SIZE);
        }
    }

    private void book(String coin) {
        long time = world.eventTime();
        boolean aggregated = world.oneIn(20);
        boolean empty = world.oneIn(60);
        world.log.send(
                Topic.BOOKS,
                coin,
                time,
                new Book(
                        coin,
                        time,
                        aggregated ? 4 : null,
                        null,
                        empty ? List.of() : side(coin, -1),
                        side(coin, 1),
                        null));
    }

    private List<Book.Level> side(String coin, int sign) {
        List<Book.Level> levels = new ArrayList<>();
        for (int i = 1; i <= LEVELS; i++) {
            int wall = walls.get(coin).getOrDefault(sign * i, 0);
            int size = Math.max(wall, world.between(300, 1_500));
            levels.add(new Book.Level(price(sign * i), BigDecimal.valueOf(size), 3));
        }
        return levels;
    }

    private static BigDecimal price(int level) {
        return MID.add(STEP.multiply(BigDecimal.valueOf(level)));
    }
}

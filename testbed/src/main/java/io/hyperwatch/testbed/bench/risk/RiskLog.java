package io.hyperwatch.testbed.bench.risk;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The logs that are measured, each the same for its size and seed. */
public enum RiskLog {
    /** Trades of a busy hour, 400 a second, nothing else. */
    TRADES,
    /** All topics of a calm day, in the proportions of a bridge with 178 coins; an odd hour. */
    MIXED,
    /**
     * 2025-10-10: 12 minutes with 14,300 liquidation trades and 34,983 fills of auto-deleveraging
     * on 162 coins, among 400 trades and 700 prices a second; in the midst of it the block of
     * {@link #BLOCK}.
     */
    STORM,
    /** The forced fills of {@link #STORM} alone, over and over, as dense as they were. */
    FILLS,
    /** As {@link #FILLS}, the same number in a tenth of the time. */
    DENSE_FILLS,
    /** 11,279 liquidations, then 11,279 fills of auto-deleveraging, all with one timestamp. */
    BLOCK,
    /** Trades and forced fills of 100,000 accounts, 1,400 a second. */
    STATE;

    /** Event time of the block. */
    public static final long BLOCK_MS = Instant.parse("2025-10-10T21:16:04.832Z").toEpochMilli();

    private static final long SEED = 20_251_010;
    private static final long BEGIN_MS = Instant.parse("2025-10-10T21:15:00Z").toEpochMilli();
    private static final long STORM_MS = 720_000;
    private static final int LIQUIDATIONS = 14_300;
    private static final int AUTO_DELEVERAGINGS = 34_983;
    private static final double DENSITY = (LIQUIDATIONS + AUTO_DELEVERAGINGS) / (double) STORM_MS;
    private static final int OF_BLOCK = 11_279;
    private static final int CALM_COINS = 178;
    private static final int STORM_COINS = 162;
    private static final int VICTIMS = 6_000;

    /** Sizes in events that take 20 to 60 s on two cores. */
    public int defaultEvents() {
        return switch (this) {
            case TRADES -> 1_500_000;
            case MIXED -> 1_500_000;
            case STORM -> 900_000;
            case FILLS, DENSE_FILLS -> 300_000;
            case BLOCK -> 2 * OF_BLOCK;
            case STATE -> 10_000_000;
        };
    }

    /** Kafka timestamp after about a quarter of it: enough to make the code warm. */
    long warmUpUntilMs(int events) {
        double perMs =
                switch (this) {
                    case TRADES -> 0.43;
                    case MIXED -> 0.47;
                    case STORM -> events / (double) STORM_MS;
                    case FILLS -> DENSITY;
                    case DENSE_FILLS -> 10 * DENSITY;
                    case BLOCK, STATE -> 1.4;
                };
        return BEGIN_MS + (long) (events / perMs / 4);
    }

    /**
     * Writes it.
     *
     * @param events about how many; the storm has its own number, of trades and prices beside it
     *     there are more or fewer
     * @return how many it has become, without ticks
     */
    public long write(String bootstrapServers, int events) throws InterruptedException {
        try (LogWriter log = new LogWriter(bootstrapServers, BEGIN_MS)) {
            switch (this) {
                case TRADES -> trades(new Venue(log, CALM_COINS, SEED), log, events);
                case MIXED -> mixed(new Venue(log, CALM_COINS, SEED), log, events);
                case STORM -> storm(new Venue(log, STORM_COINS, SEED), events);
                case FILLS -> fills(new Venue(log, STORM_COINS, SEED), log, events, 1);
                case DENSE_FILLS -> fills(new Venue(log, STORM_COINS, SEED), log, events, 10);
                case BLOCK -> block(new Venue(log, STORM_COINS, SEED));
                case STATE -> state(new Venue(log, CALM_COINS, SEED), log, events);
                default -> throw new IllegalStateException("no such log: " + this);
            }
            return log.events();
        }
    }

    private static void trades(Venue venue, LogWriter log, int events) {
        double now = BEGIN_MS;
        while (log.events() < events) {
            now += 3.8;
            venue.at((long) now);
            venue.order(venue.someCoin(), 2_000);
        }
        quiet(venue, (long) now);
    }

    /**
     * A second of a calm day: 178 contexts, 178 best bids and asks (five liquid coins alone have
     * 17), 35 mids, 42 trades, 33 books, 2 fills; now and then something happens.
     */
    private static void mixed(Venue venue, LogWriter log, int events) {
        Happenings happenings = new Happenings(venue, BEGIN_MS);
        long now = BEGIN_MS;
        for (long step = 0; log.events() < events; step++) {
            now += 5;
            venue.at(now);
            int draw = venue.below(200);
            if (draw < 178) {
                venue.context(draw);
            }
            draw = venue.below(200);
            if (draw < 178) {
                venue.bbo(venue.someCoin());
            }
            if (venue.below(100) < 14) {
                venue.order(venue.someCoin(), 480);
            }
            if (venue.below(1_000) < 165) {
                venue.book(venue.anyCoin(), false);
            }
            if (venue.below(100) == 0) {
                venue.ordinaryFill(venue.someCoin(), venue.below(50));
            }
            if (step % 1_000 == 0) {
                venue.allMids();
            }
            happenings.at(now);
        }
        quiet(venue, now);
    }

    private static void storm(Venue venue, int events) {
        long end = BEGIN_MS + STORM_MS;
        double perMs = Math.max(0, events - LIQUIDATIONS - AUTO_DELEVERAGINGS) / (double) STORM_MS;
        double due = 0;
        int liquidations = 0;
        int deleveragings = 0;
        boolean blockWritten = false;
        for (long now = BEGIN_MS; now < end; now += 2) {
            venue.at(now);
            double share = (now - BEGIN_MS) / (double) STORM_MS;
            for (due += 2 * perMs; due >= 1; due--) {
                besides(venue, share);
            }
            // The first minutes have most: the count grows with the square root of the time.
            for (; liquidations < LIQUIDATIONS * Math.sqrt(share); liquidations++) {
                venue.liquidation(
                        venue.someCoin(),
                        venue.below(VICTIMS),
                        2_000 + venue.below(60_000),
                        venue.happened(),
                        true);
            }
            if (now > BLOCK_MS) {
                for (; deleveragings < AUTO_DELEVERAGINGS * share; deleveragings++) {
                    venue.autoDeleveraging(
                            venue.someCoin(),
                            VICTIMS + venue.below(VICTIMS),
                            1_000 + venue.below(20_000),
                            venue.happened());
                }
            }
            if (!blockWritten && now >= BLOCK_MS + 400) {
                oneBlock(venue);
                blockWritten = true;
            }
        }
        quiet(venue, end);
    }

    /** Four trades to seven prices, while the oracle falls by a quarter. */
    private static void besides(Venue venue, double share) {
        int draw = venue.below(11);
        int coin = venue.someCoin();
        if (draw < 3) {
            venue.order(coin, 5_000);
        } else if (draw < 6) {
            venue.move(coin, share < 0.5 ? -0.0001 : 0.00002);
            venue.context(coin);
        } else {
            venue.dislocate(coin, venue.below(3) == 0 ? -0.0001 * venue.below(150) : 0);
            venue.bbo(coin);
        }
    }

    private static void fills(Venue venue, LogWriter log, int events, int density) {
        double perMs = density * DENSITY;
        double now = BEGIN_MS;
        while (log.events() < events) {
            now += 1 / perMs;
            venue.at((long) now);
            forced(venue, venue.below(LIQUIDATIONS + AUTO_DELEVERAGINGS) < LIQUIDATIONS, VICTIMS);
        }
        quiet(venue, (long) now);
    }

    private static void forced(Venue venue, boolean liquidation, int victims) {
        if (liquidation) {
            venue.liquidation(
                    venue.someCoin(),
                    venue.below(victims),
                    2_000 + venue.below(60_000),
                    venue.happened(),
                    false);
        } else {
            venue.autoDeleveraging(
                    venue.someCoin(),
                    victims + venue.below(victims),
                    1_000 + venue.below(20_000),
                    venue.happened());
        }
    }

    private static void block(Venue venue) {
        venue.at(BLOCK_MS + 400);
        oneBlock(venue);
        quiet(venue, BLOCK_MS + 400);
    }

    private static void oneBlock(Venue venue) {
        for (int i = 0; i < OF_BLOCK; i++) {
            venue.liquidation(
                    i % venue.coins(),
                    venue.below(VICTIMS),
                    2_000 + venue.below(60_000),
                    BLOCK_MS,
                    false);
        }
        for (int i = 0; i < OF_BLOCK; i++) {
            venue.autoDeleveraging(
                    i % venue.coins(),
                    VICTIMS + venue.below(VICTIMS),
                    1_000 + venue.below(20_000),
                    BLOCK_MS);
        }
    }

    private static void state(Venue venue, LogWriter log, int events) {
        int accounts = 100_000;
        double now = BEGIN_MS;
        while (log.events() < events) {
            now += 0.72;
            venue.at((long) now);
            if (venue.below(10) == 0) {
                forced(venue, venue.below(10) < 3, accounts / 2);
            } else {
                venue.order(venue.someCoin(), accounts);
            }
        }
        quiet(venue, (long) now);
    }

    /** Ticks until everything that was held has been judged and what was open is resolved. */
    private static void quiet(Venue venue, long fromMs) {
        venue.at(fromMs + 130_000);
    }

    /** What makes a calm day worth watching: something every half minute, each for a minute. */
    private static final class Happenings {

        private static final long EVERY_MS = 30_000;
        private static final long LASTS_MS = 60_000;

        private final Venue venue;
        private final Deque<Runnable> ends = new ArrayDeque<>();
        private long nextMs;
        private long number;
        private int wallCoin = -1;

        Happenings(Venue venue, long beginMs) {
            this.venue = venue;
            this.nextMs = beginMs + EVERY_MS;
        }

        void at(long nowMs) {
            if (wallCoin >= 0 && nowMs % 500 == 0) {
                venue.book(wallCoin, true);
            }
            if (nowMs < nextMs) {
                return;
            }
            nextMs += EVERY_MS;
            if (ends.size() > LASTS_MS / EVERY_MS) {
                ends.poll().run();
            }
            begin(nowMs);
        }

        private void begin(long nowMs) {
            int coin = venue.anyCoin();
            switch ((int) (number++ % 6)) {
                case 0 -> {
                    venue.dislocate(coin, 0.012 + venue.below(30) / 1_000.0);
                    ends.add(() -> venue.dislocate(coin, 0));
                }
                case 1 -> {
                    for (int i = 0; i < 12; i++) {
                        venue.liquidation(
                                coin,
                                venue.below(40),
                                10_000 + venue.below(300_000),
                                venue.happened(),
                                true);
                    }
                }
                case 2 -> {
                    venue.gap(coin, nowMs - 1_000, false);
                    ends.add(() -> venue.gap(coin, nowMs - 1_000, true));
                }
                case 3 -> {
                    wallCoin = coin;
                    ends.add(() -> wallCoin = -1);
                }
                case 4 -> {
                    for (int each = 0; each < venue.coins(); each++) {
                        venue.settledFunding(each, each == coin);
                    }
                }
                default -> {
                    venue.vault(number % 5 == 0 ? 3_000_000 : 0);
                    venue.withdrawal(venue.below(50));
                }
            }
        }
    }
}

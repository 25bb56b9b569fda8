package io.hyperwatch.testbed.replay;

import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.util.List;
import java.util.Random;

/**
 * A log as a bridge would have written it over some minutes of a wild market, in all topics that
 * the risk job reads.
 */
final class RandomLog {

    private static final List<Topic> READ =
            List.of(
                    Topic.PRICES,
                    Topic.TRADES,
                    Topic.BOOKS,
                    Topic.FILLS,
                    Topic.LEDGER,
                    Topic.USER_FUNDINGS,
                    Topic.ACCOUNT_STATES,
                    Topic.FUNDING_RATES,
                    Topic.VAULTS,
                    Topic.COVERAGE,
                    Topic.POSITION_EVENTS,
                    Topic.SIGNALS);
    private static final List<String> GARBAGE =
            List.of("", "{", "null", "[]", "{}", "{\"coin\":\"BTC\",\"price\":\"NaN\"}", "\u0000");
    private static final int VERSIONS_A_LOG = 1_000;
    private static final long FIRST_DAY_MS = 1_760_130_900_000L;
    private static final long DAY_MS = 86_400_000L;

    private final long seed;
    private final RandomWorld world;
    private final long startMs;
    private final long endMs;

    private RandomLog(long seed, long startMs, int minutes) {
        this.seed = seed;
        this.world = new RandomWorld(new Random(seed), startMs);
        this.startMs = startMs;
        this.endMs = startMs + minutes * 60_000L;
    }

    /**
     * @param number of the log; those in one set of topics follow each other a day apart
     */
    static RandomLog of(long seed, int number, int minutes) {
        RandomLog log = new RandomLog(seed, FIRST_DAY_MS + number * DAY_MS, minutes);
        log.play((number + 1) * VERSIONS_A_LOG);
        return log;
    }

    long seed() {
        return seed;
    }

    long startMs() {
        return startMs;
    }

    /** Only time goes on after it. */
    long endMs() {
        return endMs;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return world.log.records();
    }

    private void play(int firstVersion) {
        new RandomRules(world, startMs, endMs, firstVersion).write();
        RandomLiquidations liquidations = new RandomLiquidations(world);
        RandomTrades trades = new RandomTrades(world, liquidations);
        new RandomPrices(world).begin();
        new RandomBooks(world, trades).begin();
        new RandomAccounts(world, liquidations).begin();
        new RandomStreams(world).begin();
        trades.begin();
        liquidations.begin();
        world.script.every(300, 1_500, world.log::tick);
        world.script.every(1_000, 6_000, this::garbage);
        world.script.play(endMs);
        silence();
    }

    /** Time goes on without records until most of what is open is over. */
    private void silence() {
        for (long afterMs : List.of(15_000L, 90_000L, 700_000L, 3_000_000L)) {
            world.log.reached(endMs + afterMs);
            world.log.tick();
        }
    }

    private void garbage() {
        Topic topic = world.oneOf(READ);
        if (world.oneIn(4)) {
            world.log.control(topic, "BTC", "pause");
        } else {
            world.log.text(topic, "BTC", world.now(), world.oneOf(GARBAGE));
        }
    }
}

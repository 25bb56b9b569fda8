package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.check.Simulation.Dropped;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random trades with late ones, streamed candles that stop short, stalls that a replay does or does
 * not make good, restarts, and drops nobody tells of. A loop over the truth says which minutes must
 * be found: each that was covered from before its start, lies in no gap, and lacks a trade.
 */
class RandomMinutesTest {

    private static final long MINUTE_MS = 60_000;
    private static final int COINS = 10;
    private static final int MINUTES = 100;

    private final Simulation simulation = new Simulation();
    private final MarketOfTrades market = new MarketOfTrades(simulation);

    /** When each trade was published. */
    private final Map<Trade, Long> observedMs = new HashMap<>();

    /** Coins and the minutes of them that are not judged, by the reading of the naive loop. */
    private final Map<String, Set<Long>> exempt = new HashMap<>();

    /** Receipt of the first trade since the start of the bridge. */
    private final Map<String, Long> firstHeardMs = new HashMap<>();

    /** Start of the gap each stalled coin is in. */
    private final Map<String, Long> gapFromMs = new HashMap<>();

    private Random random;
    private long restartedMs;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsNothingWhereNothingWasDropped(long seed) {
        run(seed, 0);

        assertThat(simulation.dropped).as("seed %d", seed).isEmpty();
        assertThat(simulation.mismatches).as("seed %d", seed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void findsEveryDroppedTrade(long seed) {
        run(seed, 0.01);

        Set<Dropped> expected = expected();
        assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(25);
        assertThat(simulation.dropped)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(simulation.mismatches).hasSameSizeAs(simulation.dropped);
    }

    private void run(long seed, double dropRate) {
        random = new Random(seed);
        simulation.exchange = market::answer;
        simulation.answerMs = 100 + random.nextInt(3_000);
        List<String> coins = new ArrayList<>();
        for (int i = 0; i < COINS; i++) {
            coins.add("C" + i);
        }
        simulation.checks.plan(coins, List.of(), List.of());
        restartedMs = Simulation.START_MS;
        long endMs = Simulation.START_MS + MINUTES * MINUTE_MS;
        for (String coin : coins) {
            exempt.put(coin, new HashSet<>());
            // From one trade in three minutes to 12 a minute.
            double perMinute = Math.pow(2, random.nextInt(6) - 1.6);
            boolean candles = random.nextBoolean();
            long timeMs = Simulation.START_MS;
            while (timeMs < endMs) {
                trades(coin, timeMs, dropRate);
                timeMs += 1 + (long) (-Math.log(1 - random.nextDouble()) / perMinute * MINUTE_MS);
            }
            if (candles) {
                candles(coin, endMs);
            }
            if (random.nextInt(3) > 0) {
                long fromMs = Simulation.START_MS + random.nextInt(MINUTES) * MINUTE_MS / 2;
                stall(coin, fromMs + random.nextInt(60_000), 5_000 + random.nextInt(600_000));
            }
        }
        if (random.nextBoolean()) {
            restart(coins, Simulation.START_MS + 35 * MINUTE_MS + random.nextInt(120_000));
        }
        simulation.runTo(endMs + 20 * MINUTE_MS);
    }

    /** A block; a fifth of the trades are late, up to what is tolerated. */
    private void trades(String coin, long timeMs, double dropRate) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            Trade trade = market.add(coin, timeMs, (1 + random.nextInt(999)) + "e-3");
            if (random.nextDouble() >= dropRate) {
                int delayMs = 400 + random.nextInt(random.nextInt(5) == 0 ? 15_000 : 300);
                simulation.at(timeMs + delayMs, () -> arrive(coin, trade));
            }
        }
    }

    private void arrive(String coin, Trade trade) {
        if (!simulation.down.contains(trades(coin))) {
            take(coin, trade, Source.WS);
        }
    }

    private void take(String coin, Trade trade, Source source) {
        firstHeardMs.putIfAbsent(coin, simulation.epochMs());
        if (observedMs.putIfAbsent(trade, simulation.epochMs()) == null) {
            simulation.checks.observe(trade, source, 1, simulation.epochMs());
        }
    }

    private void candles(String coin, long endMs) {
        for (long atMs = Simulation.START_MS; atMs < endMs; ) {
            long startMs = atMs / MINUTE_MS * MINUTE_MS;
            // What is said is up to 3 s old: the last frame of a minute may lack its last trades.
            long untilMs = atMs - random.nextInt(3_000);
            simulation.at(
                    atMs,
                    () -> {
                        var candle = market.candle(coin, startMs, untilMs);
                        if (candle.tradeCount() > 0) {
                            simulation.observe(candle);
                        }
                    });
            atMs += 2_000 + random.nextInt(20_000);
        }
    }

    /** A socket goes silent, is given up after 5 s, and comes back with the last 30 trades. */
    private void stall(String coin, long fromMs, long lengthMs) {
        String stream = trades(coin);
        simulation.at(fromMs, () -> simulation.down.add(stream));
        simulation.at(
                fromMs + 5_000,
                () -> {
                    gapFromMs.put(coin, fromMs - 16_000);
                    simulation.opened(stream, fromMs - 16_000);
                });
        simulation.at(fromMs + 5_000 + lengthMs, () -> comeBack(coin));
    }

    private void comeBack(String coin) {
        long fromMs = gapFromMs.remove(coin);
        long nowMs = simulation.epochMs();
        simulation.down.remove(trades(coin));
        List<Trade> replay = replay(coin);
        boolean reachesBack = replay.size() < 30 || replay.get(0).timeMs() < fromMs;
        replay.forEach(trade -> take(coin, trade, Source.BACKFILL));
        long toMs = reachesBack ? nowMs : replay.get(0).timeMs();
        simulation.closed(
                trades(coin),
                fromMs,
                toMs,
                reachesBack ? CoverageEvent.REPLAY : CoverageEvent.RESUMED);
        if (!reachesBack) {
            for (long minute = fromMs / MINUTE_MS; minute <= toMs / MINUTE_MS; minute++) {
                exempt.get(coin).add(minute * MINUTE_MS);
            }
        }
    }

    private List<Trade> replay(String coin) {
        long nowMs = simulation.epochMs();
        List<Trade> made = market.of(coin).stream().filter(t -> t.timeMs() <= nowMs - 300).toList();
        return made.subList(Math.max(0, made.size() - 30), made.size());
    }

    private void restart(List<String> coins, long atMs) {
        simulation.at(
                atMs,
                () -> {
                    restartedMs = atMs;
                    firstHeardMs.clear();
                    simulation.restart();
                    simulation.checks.plan(coins, List.of(), List.of());
                    for (String coin : coins) {
                        if (gapFromMs.containsKey(coin)) {
                            simulation.opened(trades(coin), gapFromMs.get(coin));
                        } else if (!simulation.down.contains(trades(coin))) {
                            // The log's own identity has no memory of before.
                            replay(coin).forEach(observedMs::remove);
                            replay(coin).forEach(t -> take(coin, t, Source.BACKFILL));
                        }
                    }
                });
    }

    private Set<Dropped> expected() {
        Set<Dropped> expected = new HashSet<>();
        for (String coin : exempt.keySet()) {
            for (Trade trade : market.of(coin)) {
                long startMs = trade.timeMs() / MINUTE_MS * MINUTE_MS;
                Dropped minute = new Dropped(trades(coin), coin, startMs, startMs + MINUTE_MS - 1);
                Long heardMs = firstHeardMs.get(coin);
                // What was not judged when the bridge was restarted is never judged.
                boolean judged =
                        startMs < restartedMs
                                ? simulation.dropped.contains(minute)
                                : heardMs != null && startMs >= heardMs + 5_000;
                if (judged && !exempt.get(coin).contains(startMs) && isMissing(trade, minute)) {
                    expected.add(minute);
                }
            }
        }
        return expected;
    }

    /** A replay may bring a trade after its minute was judged. */
    private boolean isMissing(Trade trade, Dropped minute) {
        Long takenMs = observedMs.get(trade);
        Long judgedMs = simulation.droppedAtMs.get(minute);
        return takenMs == null || (judgedMs != null && takenMs > judgedMs);
    }

    private static String trades(String coin) {
        return "trades:" + coin;
    }
}

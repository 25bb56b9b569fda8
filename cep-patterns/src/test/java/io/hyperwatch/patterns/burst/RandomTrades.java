package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random trades of a coin by a few takers, many bursts exactly on a threshold. */
final class RandomTrades {

    static final String COIN = "HYPE";
    static final List<String> TAKERS = List.of("0x" + "a".repeat(40), "0x" + "b".repeat(40));

    private static final String[] PRICES = {"100", "100", "100", "100.05", "100.1", "100.09", "99"};
    private static final String[] SIZES = {
        "1", "190", "189.9", "200", "210", "500", "790", "800", "810", "999.99", "1000", "100"
    };
    private static final String[] HASHES = {"0x1", "0x2", "0x0", "0x3", "0x4"};
    private static final long[] GAPS_MS = {0, 0, 84, 1_000, 4_999, 5_000, 5_001, 9_000, 20_000};

    private final Random random;
    private final RandomLog log;
    private final List<Trade> traded = new ArrayList<>();
    private long tid;

    RandomTrades(long seed) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
    }

    List<Step<Trade>> steps(int count) {
        List<Step<Trade>> steps = new ArrayList<>();
        while (steps.size() < count) {
            if (random.nextInt(4) == 0) {
                log.pass();
            }
            int kind = random.nextInt(12);
            if (kind == 0) {
                steps.add(log.tick());
            } else if (kind == 1 && !traded.isEmpty()) {
                Trade again = traded.get(random.nextInt(traded.size()));
                steps.add(record(again.withProvenance(log.provenance())));
            } else {
                Trade trade = trade(timeMs());
                traded.add(trade);
                steps.add(record(trade));
            }
        }
        steps.add(log.end());
        return steps;
    }

    /** Often some time after or before a trade that was there, else as late as may be. */
    private long timeMs() {
        if (traded.isEmpty() || random.nextInt(4) == 0) {
            return random.nextBoolean() ? log.receivedAtMs() : log.eventTimeMs();
        }
        int back = Math.min(traded.size(), 1 + random.nextInt(4));
        long gap = GAPS_MS[random.nextInt(GAPS_MS.length)];
        long near = traded.get(traded.size() - back).timeMs();
        return random.nextInt(5) > 0 ? near + gap : near - gap;
    }

    private Step<Trade> record(Trade trade) {
        return log.record(trade.timeMs(), log.receivedAtMs(), trade);
    }

    private Trade trade(long timeMs) {
        Side side = random.nextInt(4) == 0 ? Side.B : Side.A;
        String taker = random.nextInt(30) == 0 ? null : TAKERS.get(random.nextInt(2));
        String maker = "0xmaker" + random.nextInt(3);
        return new Trade(
                COIN,
                side,
                new BigDecimal(PRICES[random.nextInt(PRICES.length)]),
                new BigDecimal(SIZES[random.nextInt(SIZES.length)]),
                timeMs,
                HASHES[random.nextInt(HASHES.length)],
                ++tid,
                side == Side.B ? taker : maker,
                side == Side.B ? maker : taker,
                log.provenance());
    }
}

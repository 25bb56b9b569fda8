package io.hyperwatch.patterns.adl;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Side;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random fills of auto-deleveraging in one coin, many exactly one window apart. */
final class RandomAdlFills {

    static final String HLP = "0x" + "f".repeat(40);
    static final String ALICE = "0x" + "a".repeat(40);

    private static final String[] VALUES = {
        "1", "20000", "33333.33", "49999.99", "50000", "50000.01", "99999.99", "100000"
    };

    /** Two windows of 10 minutes, and some. */
    private static final int HOURS_AFTER = 2;

    private final Random random;
    private final RandomLog log;
    private final List<Long> times = new ArrayList<>();
    private long tid;

    RandomAdlFills(long seed) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
    }

    List<Step<Fill>> steps(int count) {
        List<Step<Fill>> steps = new ArrayList<>();
        boolean calm = random.nextBoolean();
        while (steps.size() < count) {
            log.pass();
            if (random.nextInt(5) == 0) {
                log.pass();
                steps.add(log.tick());
                continue;
            }
            boolean onTime = calm || random.nextInt(3) > 0;
            long timeMs = aimed(onTime ? log.receivedAtMs() : log.eventTimeMs());
            times.add(timeMs);
            String user = random.nextInt(4) == 0 ? HLP : random.nextBoolean() ? ALICE : "0xbob";
            Fill fill =
                    fill(
                            user,
                            random.nextBoolean() ? Side.A : Side.B,
                            timeMs,
                            ++tid,
                            VALUES[random.nextInt(VALUES.length)],
                            log.provenance());
            steps.add(log.record(timeMs, log.receivedAtMs(), fill));
        }
        for (int hour = 0; hour < HOURS_AFTER; hour++) {
            steps.add(log.end());
        }
        return steps;
    }

    private long aimed(long timeMs) {
        if (times.isEmpty() || random.nextInt(4) > 0) {
            return timeMs;
        }
        long aimed =
                times.get(random.nextInt(times.size()))
                        + (random.nextBoolean() ? 60_000 : -60_000)
                        + random.nextInt(3)
                        - 1;
        boolean possible =
                aimed <= log.receivedAtMs() + 30_000 && aimed >= log.receivedAtMs() - 600_000;
        return possible ? aimed : timeMs;
    }

    /** As many coins as USD. */
    static Fill fill(
            String user, Side side, long timeMs, long tid, String usd, Provenance provenance) {
        return new Fill(
                user,
                "BTC",
                side,
                BigDecimal.ONE,
                new BigDecimal(usd),
                timeMs,
                null,
                Fill.AUTO_DELEVERAGING,
                null,
                "0xhash",
                tid,
                false,
                BigDecimal.ZERO,
                "USDC",
                tid,
                null,
                new LiquidationMark(HLP, BigDecimal.ONE, LiquidationMethod.BACKSTOP, true),
                provenance);
    }
}

package io.hyperwatch.patterns.largeliquidation;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random liquidation fills: liquidations that grow, whose start moves, that are repeated, guessed,
 * late, old or dated ahead; many begin exactly one window after another.
 */
public final class RandomLiquidationFills {

    private static final long HISTORY_AFTER_MS = 600_000;

    /** Two windows of an hour, the longest quiet time of all rules, and some. */
    private static final int HOURS_AFTER = 4;

    private static final long MAX_GAP_MS = 5_000;

    private final Random random;
    private final RandomLog log;
    private final List<String> coins;
    private final List<String> users;
    private final List<String> values;
    private final long windowMs;
    private final List<LiquidationFill> liquidations = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private long tid;

    /**
     * @param values in USD, to choose from
     * @param windowMs how far apart many begin, give or take a millisecond
     */
    public RandomLiquidationFills(
            long seed, List<String> coins, List<String> users, List<String> values, long windowMs) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
        this.coins = coins;
        this.users = users;
        this.values = values;
        this.windowMs = windowMs;
    }

    public List<Step<LiquidationFill>> steps(int count) {
        List<Step<LiquidationFill>> steps = new ArrayList<>();
        boolean calm = random.nextBoolean();
        while (steps.size() < count) {
            log.pass();
            if (random.nextInt(8) == 0) {
                steps.add(log.tick());
                continue;
            }
            boolean onTime = calm || random.nextInt(3) > 0;
            long timeMs = onTime ? log.receivedAtMs() : log.eventTimeMs();
            LiquidationFill fill = next(aimed(timeMs), log.provenance());
            steps.add(log.record(fill.timeMs(), log.receivedAtMs(), fill));
        }
        for (int hour = 0; hour < HOURS_AFTER; hour++) {
            steps.add(log.end());
        }
        return steps;
    }

    /** A third are moved to one window after an earlier start, where the clock allows it. */
    private long aimed(long timeMs) {
        if (liquidations.isEmpty() || random.nextInt(3) > 0) {
            return timeMs;
        }
        LiquidationFill earlier = liquidations.get(random.nextInt(liquidations.size()));
        long aimed = earlier.liquidationStartMs() + windowMs + random.nextInt(3) - 1;
        return aimed <= log.receivedAtMs() + 30_000 && aimed > log.receivedAtMs() - HISTORY_AFTER_MS
                ? aimed
                : timeMs;
    }

    private LiquidationFill next(long newTimeMs, Provenance provenance) {
        BigDecimal value = new BigDecimal(any(values));
        if (liquidations.isEmpty() || random.nextInt(3) > 0) {
            LiquidationFill begun =
                    fill(
                            "L" + liquidations.size(),
                            any(coins),
                            any(users),
                            newTimeMs,
                            newTimeMs,
                            1,
                            value,
                            value,
                            grade(),
                            provenance);
            liquidations.add(begun);
            ends.add(newTimeMs);
            return begun;
        }
        int index = liquidations.size() - 1 - random.nextInt(Math.min(liquidations.size(), 4));
        LiquidationFill before = liquidations.get(index);
        long firstMs = before.liquidationStartMs() - MAX_GAP_MS;
        long timeMs = firstMs + random.nextLong(ends.get(index) + MAX_GAP_MS - firstMs + 1);
        LiquidationFill grown =
                fill(
                        before.liquidationId(),
                        before.coin(),
                        before.liquidatedUser(),
                        timeMs,
                        Math.min(before.liquidationStartMs(), timeMs),
                        before.liquidationFillCount() + 1,
                        value,
                        before.liquidationValueUsd().add(value),
                        random.nextInt(6) > 0 ? before.grade() : grade(),
                        provenance);
        liquidations.set(index, grown);
        ends.set(index, Math.max(ends.get(index), timeMs));
        return grown;
    }

    private LiquidationGrade grade() {
        int kind = random.nextInt(20);
        if (kind < 5) {
            return LiquidationGrade.INFERRED_BURST;
        }
        return kind == 5 ? LiquidationGrade.CONFIRMED_BACKSTOP : LiquidationGrade.CONFIRMED_FILL;
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private LiquidationFill fill(
            String id,
            String coin,
            String user,
            long timeMs,
            long startMs,
            int fills,
            BigDecimal valueUsd,
            BigDecimal totalUsd,
            LiquidationGrade grade,
            Provenance provenance) {
        return fill(
                id,
                coin,
                user,
                timeMs,
                ++tid,
                startMs,
                fills,
                valueUsd,
                totalUsd,
                random.nextInt(25) > 0,
                provenance.receivedAtMs() - timeMs > HISTORY_AFTER_MS,
                grade,
                provenance);
    }

    /** A fill of a long, as many coins as USD. */
    public static LiquidationFill fill(
            String id,
            String coin,
            String user,
            long timeMs,
            long tid,
            long startMs,
            int fills,
            BigDecimal valueUsd,
            BigDecimal totalUsd,
            boolean counted,
            boolean history,
            LiquidationGrade grade,
            Provenance provenance) {
        return new LiquidationFill(
                id,
                coin,
                timeMs,
                tid,
                user,
                null,
                PositionSide.LONG,
                BigDecimal.ONE,
                valueUsd,
                null,
                null,
                null,
                "0xhash",
                grade == LiquidationGrade.CONFIRMED_BACKSTOP
                        ? LiquidationMethod.BACKSTOP
                        : LiquidationMethod.MARKET,
                grade,
                startMs,
                fills,
                totalUsd,
                counted,
                history,
                1,
                provenance);
    }
}

package io.hyperwatch.patterns.flashloan;

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

/** Random liquidation fills of the venue, many windows exactly on a threshold. */
final class RandomLiquidations {

    private static final String[] VALUES = {
        "1",
        "100000",
        "249999.99",
        "250000",
        "250000.01",
        "250000",
        "400000",
        "500000",
        "500000.01",
        "2000000.01"
    };

    private final Random random;
    private final RandomLog log;
    private final List<LiquidationFill> liquidations = new ArrayList<>();
    private long tid;

    RandomLiquidations(long seed) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
    }

    List<Step<LiquidationFill>> steps(int count) {
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
            LiquidationFill fill = fill(timeMs, log.provenance());
            steps.add(log.record(fill.timeMs(), log.receivedAtMs(), fill));
        }
        steps.add(log.end());
        return steps;
    }

    /** A new liquidation, or one of the newest goes on; its start is the lowest time so far. */
    private LiquidationFill fill(long newTimeMs, Provenance provenance) {
        long timeMs = newTimeMs;
        BigDecimal value = new BigDecimal(VALUES[random.nextInt(VALUES.length)]);
        if (liquidations.isEmpty() || random.nextInt(3) > 0) {
            int number = liquidations.size();
            LiquidationFill opened =
                    fill(
                            "L" + number,
                            "C" + number % 3,
                            timeMs,
                            timeMs,
                            1,
                            value,
                            value,
                            provenance);
            liquidations.add(opened);
            return opened;
        }
        int back = Math.min(liquidations.size(), 1 + random.nextInt(4));
        int index = liquidations.size() - back;
        LiquidationFill before = liquidations.get(index);
        if (random.nextBoolean()) {
            timeMs = before.liquidationStartMs() + random.nextInt(10_001) - 5_000;
        }
        LiquidationFill grown =
                fill(
                        before.liquidationId(),
                        before.coin(),
                        timeMs,
                        Math.min(before.liquidationStartMs(), timeMs),
                        before.liquidationFillCount() + 1,
                        value,
                        before.liquidationValueUsd().add(value),
                        provenance);
        liquidations.set(index, grown);
        return grown;
    }

    private LiquidationFill fill(
            String id,
            String coin,
            long timeMs,
            long startMs,
            int fills,
            BigDecimal valueUsd,
            BigDecimal totalUsd,
            Provenance provenance) {
        boolean history = provenance.receivedAtMs() - timeMs > 600_000;
        boolean weak = random.nextInt(25) == 0;
        return liquidation(
                id,
                coin,
                timeMs,
                ++tid,
                startMs,
                fills,
                valueUsd,
                totalUsd,
                random.nextInt(25) > 0,
                history,
                weak ? LiquidationGrade.INFERRED_BURST : LiquidationGrade.CONFIRMED_FILL,
                provenance);
    }

    static LiquidationFill liquidation(
            String id,
            String coin,
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
                "0xvictim-" + id,
                null,
                PositionSide.LONG,
                valueUsd,
                BigDecimal.ONE,
                null,
                null,
                null,
                "0xhash",
                LiquidationMethod.MARKET,
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

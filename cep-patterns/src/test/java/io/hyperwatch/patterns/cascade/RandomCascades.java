package io.hyperwatch.patterns.cascade;

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
import java.util.SplittableRandom;

/**
 * Random liquidation fills of one coin: many windows exactly on a threshold, liquidations that grow
 * and move, inferred ones of which some trades are confirmed before or after.
 */
final class RandomCascades {

    static final String COIN = "BTC";

    private static final String[] PRICES = {
        "100", "100", "100", "100", "100", "101", "102.5", "105", "97.3", "0"
    };
    private static final String[] SIZES = {
        "0.01", "199.9999", "200", "200", "200", "200.0001", "250", "1000", "2500", "30000"
    };

    private final Random random;
    private final RandomLog log;
    private final List<LiquidationFill> liquidations = new ArrayList<>();
    private final List<LiquidationFill> trades = new ArrayList<>();
    private final boolean calm;
    private final boolean guesses;
    private long tid;

    RandomCascades(long seed) {
        this.random = random(seed, 0);
        this.log = new RandomLog(random);
        this.calm = random.nextBoolean();
        this.guesses = random.nextInt(3) == 0;
    }

    /** {@link Random}s of small seeds begin alike: the first 200 all say true at first. */
    static Random random(long seed, long purpose) {
        return new Random(new SplittableRandom(seed + purpose * Integer.MAX_VALUE).nextLong());
    }

    List<Step<LiquidationFill>> steps(int count) {
        List<Step<LiquidationFill>> steps = new ArrayList<>();
        LiquidationFill heldBack = null;
        while (steps.size() < count) {
            if (random.nextInt(3) > 0) {
                log.pass();
            }
            if (random.nextInt(10) == 0) {
                steps.add(log.tick());
                continue;
            }
            LiquidationFill fill = fill(log.provenance());
            if (heldBack == null && random.nextInt(15) == 0) {
                heldBack = fill;
                continue;
            }
            steps.add(record(fill));
            if (heldBack != null) {
                steps.add(record(heldBack));
                heldBack = null;
            }
        }
        steps.add(log.end());
        return steps;
    }

    private Step<LiquidationFill> record(LiquidationFill fill) {
        return log.record(fill.timeMs(), fill.provenance().receivedAtMs(), fill);
    }

    private LiquidationFill fill(Provenance provenance) {
        if (guesses && !trades.isEmpty() && random.nextInt(4) == 0) {
            return otherView(trades.get(random.nextInt(trades.size())), provenance);
        }
        long timeMs = calm || random.nextInt(3) > 0 ? log.receivedAtMs() : log.eventTimeMs();
        BigDecimal price = new BigDecimal(PRICES[random.nextInt(PRICES.length)]);
        BigDecimal size = new BigDecimal(SIZES[random.nextInt(SIZES.length)]);
        LiquidationGrade grade = grade();
        int back = liquidations.isEmpty() ? 0 : 1 + random.nextInt(3);
        if (back > liquidations.size() || random.nextInt(3) > 0) {
            back = 0;
        }
        LiquidationFill filled =
                back == 0
                        ? opened("L" + ++tid, timeMs, price, size, grade, provenance)
                        : grown(liquidations.size() - back, timeMs, price, size, provenance);
        if (filled.timeMs() <= provenance.receivedAtMs()) {
            // both views of a trade that is not dated ahead are judged by the same parameters
            trades.add(filled);
        }
        return filled;
    }

    private LiquidationGrade grade() {
        return guesses && random.nextInt(2) == 0
                ? LiquidationGrade.INFERRED_BURST
                : random.nextInt(12) == 0
                        ? LiquidationGrade.CONFIRMED_BACKSTOP
                        : LiquidationGrade.CONFIRMED_FILL;
    }

    private LiquidationFill opened(
            String id,
            long timeMs,
            BigDecimal price,
            BigDecimal size,
            LiquidationGrade grade,
            Provenance provenance) {
        BigDecimal value = price.multiply(size);
        LiquidationFill opened =
                fill(
                        id,
                        timeMs,
                        tid,
                        account(random.nextInt()),
                        price,
                        size,
                        grade,
                        timeMs,
                        1,
                        value,
                        provenance);
        liquidations.add(opened);
        return opened;
    }

    /** One of the newest goes on; its start is the lowest time so far. */
    private LiquidationFill grown(
            int index, long newTimeMs, BigDecimal price, BigDecimal size, Provenance provenance) {
        LiquidationFill before = liquidations.get(index);
        long timeMs =
                random.nextBoolean()
                        ? before.liquidationStartMs() + random.nextInt(10_001) - 5_000
                        : newTimeMs;
        LiquidationFill grown =
                fill(
                        before.liquidationId(),
                        timeMs,
                        ++tid,
                        before.liquidatedUser(),
                        price,
                        size,
                        before.grade(),
                        Math.min(before.liquidationStartMs(), timeMs),
                        before.liquidationFillCount() + 1,
                        before.liquidationValueUsd().add(price.multiply(size)),
                        provenance);
        liquidations.set(index, grown);
        return grown;
    }

    /** A trade that was inferred is confirmed, or the other way round; or it is repeated. */
    private LiquidationFill otherView(LiquidationFill trade, Provenance provenance) {
        boolean inferred = trade.grade() == LiquidationGrade.INFERRED_BURST;
        boolean sameId = random.nextBoolean();
        LiquidationGrade grade =
                inferred ? LiquidationGrade.CONFIRMED_FILL : LiquidationGrade.INFERRED_BURST;
        LiquidationFill view =
                fill(
                        sameId ? trade.liquidationId() : "V" + trade.tid(),
                        trade.timeMs(),
                        trade.tid(),
                        trade.liquidatedUser(),
                        trade.price(),
                        trade.size(),
                        grade,
                        trade.timeMs(),
                        1,
                        trade.valueUsd(),
                        provenance);
        trades.remove(trade);
        if (random.nextBoolean()) {
            liquidations.add(view);
        }
        return view;
    }

    private LiquidationFill fill(
            String id,
            long timeMs,
            long tradeId,
            String user,
            BigDecimal price,
            BigDecimal size,
            LiquidationGrade grade,
            long startMs,
            int fills,
            BigDecimal totalUsd,
            Provenance provenance) {
        return liquidation(
                id,
                timeMs,
                tradeId,
                user,
                id.hashCode() % 3 == 0 ? PositionSide.SHORT : PositionSide.LONG,
                price,
                size,
                grade,
                startMs,
                fills,
                totalUsd,
                random.nextInt(25) > 0,
                provenance.receivedAtMs() - timeMs > 600_000,
                provenance);
    }

    /** One of four. */
    static String account(int number) {
        return "0x%040x".formatted(Math.floorMod(number, 4));
    }

    static LiquidationFill liquidation(
            String id,
            long timeMs,
            long tid,
            String user,
            PositionSide side,
            BigDecimal price,
            BigDecimal size,
            LiquidationGrade grade,
            long startMs,
            int fills,
            BigDecimal totalUsd,
            boolean counted,
            boolean history,
            Provenance provenance) {
        return new LiquidationFill(
                id,
                COIN,
                timeMs,
                tid,
                user,
                null,
                side,
                price,
                size,
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

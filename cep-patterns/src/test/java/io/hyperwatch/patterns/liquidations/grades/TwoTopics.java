package io.hyperwatch.patterns.liquidations.grades;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The same trades as the two topics tell them: inferred soon, confirmed at any time or never, from
 * the other side once more, repeated, as history.
 */
record TwoTopics(List<Step<LiquidationFill>> inferred, List<Step<LiquidationFill>> confirmed) {

    static final long BEGINNING = 1_760_130_903_000L;

    private static final long[] PAUSES_MS = {0, 0, 84, 1_000, 4_999, 5_000, 5_001, 15_000, 900_000};
    private static final long[] DELAYS_MS = {400, 600, 9_999, 10_000, 10_001, 45_000, 600_001};

    private record Arrival(long receivedAtMs, LiquidationFill fill) {}

    static TwoTopics random(Random random, int trades) {
        List<Arrival> inferred = new ArrayList<>();
        List<Arrival> confirmed = new ArrayList<>();
        long timeMs = BEGINNING;
        for (int tid = 0; tid < trades; tid++) {
            timeMs += PAUSES_MS[random.nextInt(PAUSES_MS.length)];
            String user = "0xacc" + random.nextInt(2);
            String coin = "C" + random.nextInt(2);
            int which = random.nextInt(3);
            if (which != 0) {
                long receivedAtMs = timeMs + 100 + random.nextInt(500);
                inferred.add(arrival(coin, user, timeMs, tid, receivedAtMs, 0, true));
            }
            if (which != 1) {
                long receivedAtMs = timeMs + DELAYS_MS[random.nextInt(DELAYS_MS.length)];
                confirmed.add(arrival(coin, user, timeMs, tid, receivedAtMs, 1, true));
                if (random.nextInt(4) == 0) {
                    boolean counted = random.nextBoolean();
                    confirmed.add(arrival(coin, user, timeMs, tid, receivedAtMs + 7, 2, counted));
                }
            }
        }
        return new TwoTopics(log(inferred, random), log(confirmed, random));
    }

    /** In the order of their places in the hold, with the log time at which each is taken out. */
    List<Step<LiquidationFill>> held() {
        List<Step<LiquidationFill>> held = new ArrayList<>();
        for (List<Step<LiquidationFill>> log : List.of(confirmed, inferred)) {
            for (Step<LiquidationFill> step : log) {
                if (step.input() != null) {
                    long placeMs = Math.max(step.input().timeMs() + 10_000, step.logTimeMs());
                    held.add(new Step<>(placeMs, step.input()));
                }
            }
        }
        held.sort(
                Comparator.<Step<LiquidationFill>>comparingLong(Step::logTimeMs)
                        .thenComparingLong(step -> step.input().timeMs())
                        .thenComparing(step -> step.input().grade(), Comparator.reverseOrder())
                        .thenComparing(step -> step.input().provenance().sequence()));
        return held;
    }

    private static List<Step<LiquidationFill>> log(List<Arrival> arrivals, Random random) {
        arrivals.sort(Comparator.comparingLong(Arrival::receivedAtMs));
        List<Step<LiquidationFill>> log = new ArrayList<>();
        long logTimeMs = BEGINNING;
        long counter = random.nextInt(3);
        for (Arrival arrival : arrivals) {
            if (random.nextInt(3) == 0) {
                logTimeMs = Math.max(logTimeMs, arrival.receivedAtMs() - 300);
                log.add(new Step<>(logTimeMs, null));
            }
            logTimeMs =
                    Math.max(logTimeMs, Math.min(arrival.fill().timeMs(), arrival.receivedAtMs()));
            counter++;
            log.add(
                    new Step<>(
                            logTimeMs,
                            withSequence(arrival.fill(), arrival.receivedAtMs(), counter)));
        }
        return log;
    }

    private static Arrival arrival(
            String coin,
            String user,
            long timeMs,
            long tid,
            long receivedAtMs,
            int revision,
            boolean counted) {
        boolean history = receivedAtMs - timeMs > 600_000;
        LiquidationFill fill =
                fill(coin, user, timeMs, tid, revision, counted, history, grade(revision));
        return new Arrival(receivedAtMs, fill);
    }

    private static LiquidationGrade grade(int revision) {
        return revision == 0 ? LiquidationGrade.INFERRED_BURST : LiquidationGrade.CONFIRMED_FILL;
    }

    static LiquidationFill fill(
            String coin,
            String user,
            long timeMs,
            long tid,
            int revision,
            boolean counted,
            boolean history,
            LiquidationGrade grade) {
        return withSequence(
                new LiquidationFill(
                        grade + "-" + tid,
                        coin,
                        timeMs,
                        tid,
                        user,
                        null,
                        PositionSide.LONG,
                        BigDecimal.valueOf(300_000),
                        BigDecimal.ONE,
                        null,
                        null,
                        null,
                        "0x1",
                        LiquidationMethod.MARKET,
                        grade,
                        timeMs,
                        1,
                        BigDecimal.valueOf(300_000),
                        counted,
                        history,
                        revision,
                        null),
                timeMs + 500,
                tid);
    }

    private static LiquidationFill withSequence(
            LiquidationFill fill, long receivedAtMs, long counter) {
        return new LiquidationFill(
                fill.liquidationId(),
                fill.coin(),
                fill.timeMs(),
                fill.tid(),
                fill.liquidatedUser(),
                fill.counterparty(),
                fill.positionSide(),
                fill.price(),
                fill.size(),
                fill.markPrice(),
                fill.closedPnl(),
                fill.leverage(),
                fill.hash(),
                fill.method(),
                fill.grade(),
                fill.liquidationStartMs(),
                fill.liquidationFillCount(),
                fill.liquidationValueUsd(),
                fill.counted(),
                fill.history(),
                fill.revision(),
                new Provenance(
                        Source.WS,
                        receivedAtMs,
                        new Sequence(1, counter),
                        1,
                        counter,
                        0,
                        true,
                        false));
    }
}

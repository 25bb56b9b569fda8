package io.hyperwatch.patterns.liquidations.grades;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each trade once, grouped by looking at all that were there. */
final class NaiveAllGrades {

    /**
     * What is expected of a fill given out.
     *
     * @param grade of the record that was read first
     */
    record Counted(
            String liquidationId,
            String identity,
            String grade,
            long startMs,
            int count,
            BigDecimal valueUsd) {

        static Counted of(LiquidationFill fill) {
            return new Counted(
                    fill.liquidationId(),
                    fill.identity(),
                    fill.grade().name(),
                    fill.liquidationStartMs(),
                    fill.liquidationFillCount(),
                    fill.liquidationValueUsd());
        }
    }

    private NaiveAllGrades() {}

    static List<Counted> of(List<Step<LiquidationFill>> held) {
        List<Counted> counted = new ArrayList<>();
        Set<String> known = new HashSet<>();
        List<List<LiquidationFill>> runs = new ArrayList<>();
        for (Step<LiquidationFill> step : held) {
            LiquidationFill fill = step.input();
            if (fill.counted() && !fill.history() && known.add(fill.identity())) {
                List<LiquidationFill> run = runOf(fill, runs);
                run.add(fill);
                LiquidationFill first = run.get(0);
                counted.add(
                        new Counted(
                                AlertId.digest(
                                        List.of(
                                                "liquidation",
                                                first.coin(),
                                                first.liquidatedUser(),
                                                first.identity())),
                                fill.identity(),
                                fill.grade().name(),
                                run.stream().mapToLong(one -> one.timeMs()).min().orElseThrow(),
                                run.size(),
                                run.stream()
                                        .map(LiquidationFill::valueUsd)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
            }
        }
        return counted;
    }

    private static List<LiquidationFill> runOf(
            LiquidationFill fill, List<List<LiquidationFill>> runs) {
        for (List<LiquidationFill> run : runs) {
            LiquidationFill first = run.get(0);
            long startMs = run.stream().mapToLong(LiquidationFill::timeMs).min().orElseThrow();
            long endMs = run.stream().mapToLong(LiquidationFill::timeMs).max().orElseThrow();
            if (first.coin().equals(fill.coin())
                    && first.liquidatedUser().equals(fill.liquidatedUser())
                    && startMs - fill.timeMs() <= 5_000
                    && fill.timeMs() - endMs <= 5_000) {
                return run;
            }
        }
        List<LiquidationFill> run = new ArrayList<>();
        runs.add(run);
        return run;
    }
}

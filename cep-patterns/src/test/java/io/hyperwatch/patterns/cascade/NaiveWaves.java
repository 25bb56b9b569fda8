package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Waves, by going through all that is known of the liquidations each time. */
final class NaiveWaves {

    private record Growth(long start, boolean isNew, BigDecimal usd, long gap) {}

    final List<WaveSignal> told = new ArrayList<>();

    private final List<Growth> growths = new ArrayList<>();
    private int toldAtRun;
    private String incident;
    private boolean seriesInferred;
    private long seriesFrom;
    private int number;

    void add(long start, boolean isNew, BigDecimal usd, long gap) {
        growths.add(new Growth(start, isNew, usd, gap));
    }

    /** The condition holds at the newest growth, or at a fill that no run counts. */
    void tell(
            NaiveRule rule,
            String incidentId,
            long start,
            BigDecimal risk,
            LiquidationFill fill,
            long now) {
        int runs = 0;
        long from = 0;
        long newest = 0;
        int count = 0;
        BigDecimal usd = BigDecimal.ZERO;
        for (Growth growth : growths) {
            if (runs == 0 || growth.start() - newest >= growth.gap()) {
                runs++;
                from = growth.start();
                newest = growth.start();
                count = 0;
                usd = BigDecimal.ZERO;
            }
            if (growth.start() >= from) {
                newest = Math.max(newest, growth.start());
                count += growth.isNew() ? 1 : 0;
                usd = usd.add(growth.usd());
            }
        }
        boolean wave =
                count >= rule.number("min_liquidations")
                        && usd.compareTo(rule.decimal("threshold_usd")) > 0;
        if (runs == toldAtRun || start < from || !wave) {
            return;
        }
        toldAtRun = runs;
        boolean inferred = rule.text("min_grade").equals("inferred_burst");
        if (!incidentId.equals(incident)
                || inferred != seriesInferred
                || now - seriesFrom >= 30 * 60_000) {
            incident = incidentId;
            seriesInferred = inferred;
            seriesFrom = now;
            number = 0;
        }
        number++;
        if (number <= 10) {
            told.add(
                    new WaveSignal(
                            incidentId,
                            fill.coin(),
                            inferred,
                            number,
                            from,
                            fill.timeMs(),
                            count,
                            usd,
                            risk,
                            (int) rule.number("wave_points")));
        }
    }
}

package io.hyperwatch.patterns.burst;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What makes a burst look like a liquidation.
 *
 * @param minValueUsd worth at least this much; the exchange takes larger positions in two steps
 * @param minMovePct in one step: from its lowest to its highest price at least this many percent
 * @param firstStepPct in two steps: the first is about this share of the size, in percent
 * @param firstStepTolerancePct the share may differ by this many percentage points
 * @param maxSpanMs from its first to its last trade at most; who trades longer is at work
 */
public record BurstParameters(
        BigDecimal minValueUsd,
        BigDecimal minMovePct,
        BigDecimal firstStepPct,
        BigDecimal firstStepTolerancePct,
        long maxSpanMs)
        implements Serializable {

    /** What the trades remembered allow for, see {@link BurstCore}. */
    static final long MAX_SPAN_MS = 60_000;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public static final BurstParameters DEFAULTS =
            new BurstParameters(
                    new BigDecimal("100000"),
                    new BigDecimal("0.1"),
                    new BigDecimal("20"),
                    new BigDecimal("1"),
                    10_000);

    public BurstParameters {
        Checks.positive("min_value_usd", minValueUsd);
        Checks.positive("min_move_pct", minMovePct);
        Checks.positive("first_step_pct", firstStepPct);
        Checks.notNegative("first_step_tolerance_pct", firstStepTolerancePct);
        Checks.require(
                firstStepPct.add(firstStepTolerancePct).compareTo(HUNDRED) < 0,
                "first_step_pct and first_step_tolerance_pct must be below 100 together");
        Checks.between("max_span_ms", maxSpanMs, 0, MAX_SPAN_MS);
    }

    boolean spans(Burst burst) {
        return burst.endMs() - burst.startMs() <= maxSpanMs;
    }

    /** Exact: no division. */
    boolean holds(Burst burst) {
        return spans(burst)
                && burst.valueUsd().compareTo(minValueUsd) >= 0
                && (moved(burst) || inTwoSteps(burst));
    }

    private boolean moved(Burst burst) {
        BigDecimal range = burst.maxPrice().subtract(burst.minPrice());
        return range.multiply(HUNDRED).compareTo(minMovePct.multiply(burst.minPrice())) >= 0;
    }

    /** What traded at the first time of the burst, against all of it. */
    private boolean inTwoSteps(Burst burst) {
        if (burst.startMs() == burst.endMs()) {
            return false;
        }
        BigDecimal apart =
                burst.firstStepSize()
                        .multiply(HUNDRED)
                        .subtract(firstStepPct.multiply(burst.size()));
        return apart.abs().compareTo(firstStepTolerancePct.multiply(burst.size())) <= 0;
    }
}

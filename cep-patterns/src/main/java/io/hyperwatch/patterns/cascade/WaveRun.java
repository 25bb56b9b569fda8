package io.hyperwatch.patterns.cascade;

import java.math.BigDecimal;

/**
 * The newest run of confirmed liquidations without a long gap between their starts, in the order in
 * which they became known; part of {@link CascadeProgress}.
 *
 * @param startMs when its first liquidation began
 * @param newestMs when its newest one began
 * @param liquidations that began in it
 * @param totalUsd their values
 * @param told whether it was a wave and went out
 */
public record WaveRun(
        long startMs, long newestMs, int liquidations, BigDecimal totalUsd, boolean told) {

    /**
     * @param run null for none
     * @return the run after a fill; one whose liquidation began before it changes nothing
     */
    static WaveRun after(WaveRun run, CountedFill fill, long gapMs) {
        long startMs = fill.liquidation().startMs();
        if (run == null || startMs >= run.newestMs + gapMs) {
            return new WaveRun(startMs, startMs, 1, fill.liquidation().valueUsd(), false);
        }
        return startMs < run.startMs
                ? run
                : new WaveRun(
                        run.startMs,
                        Math.max(run.newestMs, startMs),
                        run.liquidations + (fill.isNew() ? 1 : 0),
                        run.totalUsd.add(fill.addedUsd()),
                        run.told);
    }

    WaveRun asTold() {
        return new WaveRun(startMs, newestMs, liquidations, totalUsd, true);
    }
}

package io.hyperwatch.patterns.cascade;

import io.hyperwatch.patterns.incident.Detector;

/**
 * How far a coin has come; state of {@link CascadeCore}.
 *
 * @param newestStartMs no liquidation began later
 * @param cleanUpAtMs when old ones are removed next, {@link Detector#NEVER} while there are none
 * @param run null before the first confirmed liquidation
 * @param series null before the first wave
 */
public record CascadeProgress(
        long newestStartMs, long cleanUpAtMs, WaveRun run, WaveSeries series) {

    static final CascadeProgress NONE =
            new CascadeProgress(Long.MIN_VALUE, Detector.NEVER, null, null);

    /** All that is remembered is read for it. */
    private static final long CLEAN_UP_EVERY_MS = 300_000;

    CascadeProgress counted(long startMs, WaveRun newRun, long logTimeMs) {
        return new CascadeProgress(
                Math.max(newestStartMs, startMs),
                cleanUpAtMs == Detector.NEVER ? nextCleanUp(logTimeMs) : cleanUpAtMs,
                newRun,
                series);
    }

    CascadeProgress cleanedUp(boolean anyLeft, long logTimeMs) {
        return new CascadeProgress(
                newestStartMs, anyLeft ? nextCleanUp(logTimeMs) : Detector.NEVER, run, series);
    }

    CascadeProgress told(WaveSeries newSeries) {
        return new CascadeProgress(newestStartMs, cleanUpAtMs, run.asTold(), newSeries);
    }

    private static long nextCleanUp(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }
}

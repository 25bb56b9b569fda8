package io.hyperwatch.patterns.cascade;

import io.hyperwatch.patterns.incident.Detector;

/**
 * How far a coin has come; state of {@link CascadeCore}.
 *
 * @param newestStartMs no liquidation began later
 * @param cleanUpAtMs when old ones are removed next, {@link Detector#NEVER} while there are none
 * @param run null before the first confirmed liquidation
 * @param series null before the first wave
 * @param largest window of the newest incident, null before the first
 */
public record CascadeProgress(
        long newestStartMs,
        long cleanUpAtMs,
        WaveRun run,
        WaveSeries series,
        CascadeWindow largest) {

    static final CascadeProgress NONE =
            new CascadeProgress(Long.MIN_VALUE, Detector.NEVER, null, null, null);

    /** All that is remembered is read for it. */
    private static final long CLEAN_UP_EVERY_MS = 300_000;

    CascadeProgress counted(long startMs, WaveRun newRun, long logTimeMs) {
        return new CascadeProgress(
                Math.max(newestStartMs, startMs),
                cleanUpAtMs == Detector.NEVER ? nextCleanUp(logTimeMs) : cleanUpAtMs,
                newRun,
                series,
                largest);
    }

    CascadeProgress cleanedUp(boolean anyLeft, long logTimeMs) {
        return new CascadeProgress(
                newestStartMs,
                anyLeft ? nextCleanUp(logTimeMs) : Detector.NEVER,
                run,
                series,
                largest);
    }

    CascadeProgress told(WaveSeries newSeries) {
        return new CascadeProgress(newestStartMs, cleanUpAtMs, run.asTold(), newSeries, largest);
    }

    CascadeProgress at(CascadeWindow newLargest) {
        return new CascadeProgress(newestStartMs, cleanUpAtMs, run, series, newLargest);
    }

    private static long nextCleanUp(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }
}

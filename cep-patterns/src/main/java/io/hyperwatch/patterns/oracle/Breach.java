package io.hyperwatch.patterns.oracle;

import io.hyperwatch.patterns.incident.Detector;

import java.math.BigDecimal;
import java.util.List;

/**
 * A breach that goes on; part of {@link OracleState}.
 *
 * @param startedAtMs when it began
 * @param sustainedSeconds the steps of the parameters it began under
 * @param stepsTold how many of them are over
 * @param deviationPct newest, in percent, 6 digits
 * @param peakPct largest
 * @param critical whether it has been above the critical threshold
 * @param told whether its pattern knows of it
 */
public record Breach(
        long startedAtMs,
        List<Integer> sustainedSeconds,
        int stepsTold,
        BigDecimal deviationPct,
        BigDecimal peakPct,
        boolean critical,
        boolean told) {

    Breach seen(BigDecimal pct, boolean nowCritical) {
        return new Breach(
                startedAtMs,
                sustainedSeconds,
                stepsTold,
                pct,
                peakPct.max(pct),
                critical || nowCritical,
                told);
    }

    /**
     * @param signalled whether the pattern was told
     */
    Breach afterStep(boolean signalled) {
        return new Breach(
                startedAtMs,
                sustainedSeconds,
                stepsTold + 1,
                deviationPct,
                peakPct,
                critical,
                told || signalled);
    }

    /** {@link Detector#NEVER} when all steps are over. */
    long nextStepMs() {
        return stepsTold == sustainedSeconds.size()
                ? Detector.NEVER
                : startedAtMs + sustainedSeconds.get(stepsTold) * 1_000L;
    }

    long lastedMs(long timeMs) {
        return Math.max(0, timeMs - startedAtMs);
    }

    BreachSignal signal(BreachKind kind, String incidentId, String coin, long timeMs) {
        return new BreachSignal(
                kind,
                incidentId,
                coin,
                startedAtMs,
                timeMs,
                deviationPct,
                peakPct,
                (int) (lastedMs(timeMs) / 1_000));
    }
}

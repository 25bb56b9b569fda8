package io.hyperwatch.patterns.incident;

import java.util.List;
import java.util.Random;

/** Runs a core over a log as its host does. */
public final class DetectorRuns {

    private DetectorRuns() {}

    public static <I> void run(Detector<I> detector, List<Step<I>> log) {
        for (Step<I> step : log) {
            detector.advance(step.logTimeMs());
            if (step.input() != null) {
                detector.judge(step.input(), step.logTimeMs());
            }
        }
    }

    /** As {@link #run}, with the time passing in small steps and at each deadline. */
    public static <I> void runInSmallSteps(Detector<I> detector, List<Step<I>> log, Random random) {
        long timeMs = log.get(0).logTimeMs();
        for (Step<I> step : log) {
            while (detector.nextDeadlineMs() <= step.logTimeMs() && random.nextInt(10) > 0) {
                timeMs = Math.max(timeMs, detector.nextDeadlineMs());
                detector.advance(timeMs);
            }
            if (step.logTimeMs() > timeMs && random.nextBoolean()) {
                timeMs += random.nextLong(step.logTimeMs() - timeMs);
                detector.advance(timeMs);
            }
            timeMs = step.logTimeMs();
            detector.advance(timeMs);
            if (step.input() != null) {
                detector.judge(step.input(), timeMs);
            }
        }
    }
}

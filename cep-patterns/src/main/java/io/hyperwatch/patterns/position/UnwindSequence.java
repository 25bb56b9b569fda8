package io.hyperwatch.patterns.position;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A position from its opening on; part of {@link UnwindMemory}.
 *
 * @param opening its first step
 * @param increases its next steps, at most {@link RapidUnwindParameters#MAX_INCREASES}
 * @param increaseCount how often it was increased
 * @param decreaseCount how often it was decreased
 * @param peakUsd its largest value
 * @param announced whether its steps go to the pattern
 */
public record UnwindSequence(
        UnwindStep opening,
        List<UnwindStep> increases,
        int increaseCount,
        int decreaseCount,
        BigDecimal peakUsd,
        boolean announced) {

    static UnwindSequence opened(UnwindStep opening) {
        return new UnwindSequence(opening, List.of(), 0, 0, opening.peakUsd(), false);
    }

    UnwindSequence increased(UnwindStep step) {
        List<UnwindStep> steps = increases;
        if (keepsMore()) {
            steps = new ArrayList<>(increases);
            steps.add(step);
        }
        return new UnwindSequence(
                opening, steps, increaseCount + 1, decreaseCount, step.peakUsd(), announced);
    }

    UnwindSequence decreased(BigDecimal newPeakUsd) {
        return new UnwindSequence(
                opening, increases, increaseCount, decreaseCount + 1, newPeakUsd, announced);
    }

    UnwindSequence nowAnnounced() {
        return new UnwindSequence(opening, increases, increaseCount, decreaseCount, peakUsd, true);
    }

    boolean keepsMore() {
        return increases.size() < RapidUnwindParameters.MAX_INCREASES;
    }

    /** Whether nothing but its end is missing. */
    boolean mayUnwind(RapidUnwindParameters inForce, long timeMs) {
        return timeMs - opening.timeMs() <= inForce.windowMs()
                && increaseCount >= inForce.minIncreases()
                && peakUsd.compareTo(inForce.peakUsd()) >= 0;
    }
}

package io.hyperwatch.patterns.signal;

import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Signal;

import java.math.BigDecimal;

/**
 * What the next signal of the coin is compared with; state of {@link SignalChangeCore}.
 *
 * @param timeMs event time
 * @param recommendation its recommendation
 * @param longBias 0 to 1
 * @param confidence 0 to 1
 */
public record NewestSignal(
        long timeMs, Recommendation recommendation, BigDecimal longBias, BigDecimal confidence) {

    static NewestSignal of(Signal signal) {
        return new NewestSignal(
                signal.timeMs(), signal.recommendation(), signal.longBias(), signal.confidence());
    }
}

package io.hyperwatch.patterns.flashloan.shape;

import java.math.BigDecimal;

/**
 * A mid that a push may have begun at; part of {@link PushState}.
 *
 * @param timeMs time of receipt
 * @param mid in USD
 */
public record PushSample(long timeMs, BigDecimal mid) {

    private static final long SECOND_MS = 1_000;

    long second() {
        return Math.floorDiv(timeMs, SECOND_MS);
    }
}

package io.hyperwatch.patterns.midjump;

import io.hyperwatch.patterns.mid.Mid;

import java.math.BigDecimal;

/**
 * A mid and when it was known; part of {@link MidJumpState}.
 *
 * @param timeMs moment of the comparison it was found at
 * @param source where it came from
 * @param price above zero
 */
public record KnownMid(long timeMs, String source, BigDecimal price) {

    static KnownMid of(long timeMs, Mid mid) {
        return new KnownMid(timeMs, mid.source(), mid.price());
    }
}

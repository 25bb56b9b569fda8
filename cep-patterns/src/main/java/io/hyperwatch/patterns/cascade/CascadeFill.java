package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.LiquidationGrade;

import java.math.BigDecimal;

/**
 * A fill as far as an alert shows it; part of {@link CascadeLiquidation}.
 *
 * @param timeMs block time
 * @param tid trade id
 * @param price in USD per coin
 * @param size in coins
 * @param grade how sure we are
 */
public record CascadeFill(
        long timeMs, long tid, BigDecimal price, BigDecimal size, LiquidationGrade grade) {

    BigDecimal valueUsd() {
        return price.multiply(size);
    }
}

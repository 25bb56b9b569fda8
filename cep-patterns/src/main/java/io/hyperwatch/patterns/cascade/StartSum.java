package io.hyperwatch.patterns.cascade;

import java.math.BigDecimal;

/**
 * The liquidations that began in one stretch of time, summed up; part of {@link StartNode}.
 *
 * @param slot place among the stretches of its node, 0 to 31
 * @param count how many
 * @param totalUsd their values so far
 * @param lowestPrice of their fills, those at a price of zero left out; null when there is none
 * @param highestPrice as above
 */
public record StartSum(
        int slot, int count, BigDecimal totalUsd, BigDecimal lowestPrice, BigDecimal highestPrice) {

    static final StartSum NONE = new StartSum(0, 0, BigDecimal.ZERO, null, null);

    /** One liquidation. */
    static StartSum of(CascadeLiquidation liquidation) {
        return new StartSum(
                0,
                1,
                liquidation.valueUsd(),
                liquidation.lowestPrice(),
                liquidation.highestPrice());
    }

    /** What a liquidation has grown by; its start is the same. */
    static StartSum growth(CascadeLiquidation before, CascadeLiquidation after) {
        return new StartSum(
                0,
                0,
                after.valueUsd().subtract(before.valueUsd()),
                after.lowestPrice(),
                after.highestPrice());
    }

    StartSum plus(StartSum other) {
        return new StartSum(
                slot,
                count + other.count,
                totalUsd.add(other.totalUsd),
                lower(lowestPrice, other.lowestPrice),
                higher(highestPrice, other.highestPrice));
    }

    /** One of them is taken out; the prices are those of the others. */
    StartSum minus(CascadeLiquidation one, BigDecimal lowest, BigDecimal highest) {
        return new StartSum(slot, count - 1, totalUsd.subtract(one.valueUsd()), lowest, highest);
    }

    boolean hasExtremeOf(CascadeLiquidation one) {
        return one.lowestPrice() != null
                && (one.lowestPrice().compareTo(lowestPrice) == 0
                        || one.highestPrice().compareTo(highestPrice) == 0);
    }

    StartSum at(int newSlot) {
        return newSlot == slot
                ? this
                : new StartSum(newSlot, count, totalUsd, lowestPrice, highestPrice);
    }

    /** The lower one; null counts as none. */
    static BigDecimal lower(BigDecimal one, BigDecimal other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : one.min(other);
    }

    /** The higher one; null counts as none. */
    static BigDecimal higher(BigDecimal one, BigDecimal other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : one.max(other);
    }
}

package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.patterns.incident.Evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A liquidation as far as it is counted; state of {@link CascadeLiquidations}, keyed by its id.
 *
 * @param id of the liquidation
 * @param user the account that lost its position
 * @param side side of that position
 * @param startMs event time of its first fill; falls when an earlier fill arrives later
 * @param fillCount of its fills so far, as they say it
 * @param valueUsd of its fills so far, as they say it
 * @param lowestPrice of its fills, null while all were at a price of zero
 * @param highestPrice as above
 * @param seenFrom place in the log of the first of its fills to arrive
 * @param seenFills how many arrived here
 * @param seenUsd what those are worth
 * @param kept the first 20 of them to arrive and the newest 20 of the others, in that order
 * @param replaced an inferred one that a confirmed one has taken the place of: it counts no more
 */
public record CascadeLiquidation(
        String id,
        String user,
        PositionSide side,
        long startMs,
        int fillCount,
        BigDecimal valueUsd,
        BigDecimal lowestPrice,
        BigDecimal highestPrice,
        Sequence seenFrom,
        int seenFills,
        BigDecimal seenUsd,
        List<CascadeFill> kept,
        boolean replaced) {

    static CascadeLiquidation of(LiquidationFill fill) {
        BigDecimal price = priceOf(fill);
        return new CascadeLiquidation(
                fill.liquidationId(),
                fill.liquidatedUser(),
                fill.positionSide(),
                fill.liquidationStartMs(),
                fill.liquidationFillCount(),
                fill.liquidationValueUsd(),
                price,
                price,
                fill.provenance().sequence(),
                1,
                fill.valueUsd(),
                List.of(kept(fill)),
                false);
    }

    /**
     * With one more fill. Which of two fills knows more of the liquidation is told by their fill
     * counts: where records are put into the order of event time it need not be the later one.
     */
    CascadeLiquidation plus(LiquidationFill fill) {
        boolean knowsMore = fill.liquidationFillCount() > fillCount;
        BigDecimal price = priceOf(fill);
        List<CascadeFill> fills = new ArrayList<>(kept);
        if (fills.size() == 2 * Evidence.KEPT) {
            fills.remove(Evidence.KEPT);
        }
        fills.add(kept(fill));
        return new CascadeLiquidation(
                id,
                user,
                side,
                Math.min(startMs, fill.liquidationStartMs()),
                knowsMore ? fill.liquidationFillCount() : fillCount,
                knowsMore ? fill.liquidationValueUsd() : valueUsd,
                StartSum.lower(lowestPrice, price),
                StartSum.higher(highestPrice, price),
                seenFrom,
                seenFills + 1,
                seenUsd.add(fill.valueUsd()),
                fills,
                replaced);
    }

    CascadeLiquidation asReplaced() {
        return new CascadeLiquidation(
                id,
                user,
                side,
                startMs,
                fillCount,
                BigDecimal.ZERO,
                null,
                null,
                seenFrom,
                seenFills,
                BigDecimal.ZERO,
                List.of(),
                true);
    }

    private static BigDecimal priceOf(LiquidationFill fill) {
        return fill.price().signum() > 0 ? fill.price() : null;
    }

    private static CascadeFill kept(LiquidationFill fill) {
        return new CascadeFill(fill.timeMs(), fill.tid(), fill.price(), fill.size(), fill.grade());
    }
}

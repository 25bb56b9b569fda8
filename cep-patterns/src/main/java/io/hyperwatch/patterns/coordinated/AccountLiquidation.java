package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.PositionSide;

import java.math.BigDecimal;

/**
 * One liquidation of an account as far as it is known; part of {@link AccountLiquidations}.
 *
 * @param liquidationId its id
 * @param coin exact name on the exchange
 * @param positionSide side of the position that was closed
 * @param grade the surest of its fills
 * @param startMs event time of its first fill; falls when an earlier fill arrives later
 * @param endMs event time of its last fill
 * @param fills how many so far
 * @param valueUsd all its fills so far
 * @param incidentId the last incident whose evidence it is part of, or null
 * @param toldUsd its value in that evidence, or null
 */
public record AccountLiquidation(
        String liquidationId,
        String coin,
        PositionSide positionSide,
        LiquidationGrade grade,
        long startMs,
        long endMs,
        int fills,
        BigDecimal valueUsd,
        String incidentId,
        BigDecimal toldUsd) {

    /** Gap within a liquidation, as the contract defines it. */
    private static final long MAX_GAP_MS = 5_000;

    static AccountLiquidation begun(LiquidationFill fill) {
        return new AccountLiquidation(
                fill.liquidationId(),
                fill.coin(),
                fill.positionSide(),
                fill.grade(),
                fill.liquidationStartMs(),
                fill.timeMs(),
                fill.liquidationFillCount(),
                fill.liquidationValueUsd(),
                null,
                null);
    }

    AccountLiquidation grown(LiquidationFill fill) {
        return new AccountLiquidation(
                liquidationId,
                coin,
                positionSide,
                fill.grade().compareTo(grade) > 0 ? fill.grade() : grade,
                fill.liquidationStartMs(),
                Math.max(endMs, fill.timeMs()),
                fill.liquidationFillCount(),
                fill.liquidationValueUsd(),
                incidentId,
                toldUsd);
    }

    AccountLiquidation told(String newIncidentId) {
        return new AccountLiquidation(
                liquidationId,
                coin,
                positionSide,
                grade,
                startMs,
                endMs,
                fills,
                valueUsd,
                newIncidentId,
                valueUsd);
    }

    boolean isGuess() {
        return grade.compareTo(LiquidationGrade.CONFIRMED_FILL) < 0;
    }

    /** Within the gap that one run of fills may have: the same liquidation, known twice. */
    boolean touches(AccountLiquidation other) {
        return coin.equals(other.coin)
                && startMs <= other.endMs + MAX_GAP_MS
                && other.startMs <= endMs + MAX_GAP_MS;
    }
}

package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * One trade of a liquidation, topic {@code hyperwatch.liquidations.v1}, keyed by coin. A
 * liquidation is the run of these of one account and coin with gaps of at most 5 s.
 *
 * @param liquidationId id of the liquidation this fill belongs to
 * @param coin exact name on the exchange
 * @param timeMs block time of the fill
 * @param tid trade id
 * @param liquidatedUser the account that lost its position
 * @param counterparty the other side, null until seen from there
 * @param positionSide side of the position that was closed
 * @param price in USD per coin
 * @param size in coins
 * @param markPrice mark price at the time
 * @param closedPnl of the liquidated account, null until seen from its side
 * @param leverage null until known
 * @param hash transaction hash
 * @param method how it was closed
 * @param grade how sure we are
 * @param liquidationStartMs time of the liquidation's first fill
 * @param liquidationFillCount fills of the liquidation so far, this one included
 * @param liquidationValueUsd value of the liquidation so far, this one included
 * @param counted false where this only adds the other side's view of a fill that was already
 *     counted: stored, never judged again
 * @param history received so late, or in an account's first snapshot, that it is stored but never
 *     alerted
 * @param revision rises each time the row of this fill is rewritten
 * @param provenance of the fill that completed this record
 */
@JsonIgnoreProperties("provenance")
public record LiquidationFill(
        String liquidationId,
        String coin,
        long timeMs,
        long tid,
        String liquidatedUser,
        String counterparty,
        PositionSide positionSide,
        BigDecimal price,
        BigDecimal size,
        BigDecimal markPrice,
        BigDecimal closedPnl,
        Integer leverage,
        String hash,
        LiquidationMethod method,
        LiquidationGrade grade,
        long liquidationStartMs,
        int liquidationFillCount,
        BigDecimal liquidationValueUsd,
        boolean counted,
        boolean history,
        int revision,
        Provenance provenance) {

    /** Identity for de-duplication: each trade counts once whichever side it was seen from. */
    public String identity() {
        return coin + "|" + timeMs + "|" + tid;
    }

    public BigDecimal valueUsd() {
        return price.multiply(size);
    }
}

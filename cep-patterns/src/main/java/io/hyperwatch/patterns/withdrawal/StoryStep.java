package io.hyperwatch.patterns.withdrawal;

import java.math.BigDecimal;

/**
 * A step towards the rule's condition, of one position, flat, as CEP wants it, with the thresholds
 * beside it. Fields that a step does not have are null or 0.
 *
 * @param kind which step
 * @param account lower-case address
 * @param coin exact name on the exchange
 * @param identity of the record that made the step
 * @param timeMs event time of it
 * @param usd {@code WITHDRAWN}: what left; {@code LIQUIDATED}: the liquidation so far
 * @param positionUsd {@code OPENED}, {@code LIQUIDATED}: the most the position was worth so far
 * @param minUsd {@code OPENED}: parameter in force
 * @param fromMs {@code WITHDRAWN}: event time of its first transfer
 * @param accountValueUsd {@code WITHDRAWN}: what the account was worth before
 * @param transfers {@code WITHDRAWN}: how many took something out
 * @param minPct {@code WITHDRAWN}: parameter in force, in percent
 * @param late {@code LIQUIDATED}: whether the record that completed it was late
 * @param withinMs {@code LIQUIDATED}: parameter in force
 */
public record StoryStep(
        StoryStepKind kind,
        String account,
        String coin,
        String identity,
        long timeMs,
        BigDecimal usd,
        BigDecimal positionUsd,
        BigDecimal minUsd,
        long fromMs,
        BigDecimal accountValueUsd,
        int transfers,
        BigDecimal minPct,
        boolean late,
        long withinMs) {

    /** Key of the stream of steps. */
    public String position() {
        return account + "/" + coin;
    }

    static StoryStep opened(String account, LargePosition position) {
        return new StoryStep(
                StoryStepKind.OPENED,
                account,
                position.coin(),
                position.eventId(),
                position.openedAtMs(),
                null,
                position.peakUsd(),
                position.minUsd(),
                0,
                null,
                0,
                null,
                false,
                0);
    }

    static StoryStep withdrawn(String account, String coin, MarginTransfer last) {
        MarginTransfer.Withdrawal withdrawal = last.withdrawal();
        return new StoryStep(
                StoryStepKind.WITHDRAWN,
                account,
                coin,
                last.identity(),
                last.timeMs(),
                withdrawal.usd(),
                null,
                null,
                withdrawal.fromMs(),
                withdrawal.accountValueUsd(),
                withdrawal.transfers(),
                withdrawal.minPct(),
                false,
                0);
    }

    static StoryStep liquidated(
            String account, LargePosition position, SeenLiquidation liquidation) {
        return new StoryStep(
                StoryStepKind.LIQUIDATED,
                account,
                liquidation.coin(),
                liquidation.identity(),
                liquidation.timeMs(),
                liquidation.usd(),
                position.peakUsd(),
                null,
                0,
                null,
                0,
                null,
                liquidation.late(),
                liquidation.withinMs());
    }
}

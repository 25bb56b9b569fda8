package io.hyperwatch.patterns.withdrawal;

/**
 * A large position that was liquidated soon after a withdrawal; what {@link
 * WithdrawThenLiquidatePattern} finds.
 *
 * @param opened the position
 * @param withdrawn the newest withdrawal before the liquidation
 * @param liquidated the liquidation
 */
public record LiquidatedAfterWithdrawal(
        StoryStep opened, StoryStep withdrawn, StoryStep liquidated) {

    /** From the withdrawal to the liquidation. */
    public long afterMs() {
        return liquidated.timeMs() - withdrawn.timeMs();
    }

    /** Between those of one log time and one event time. */
    public String order() {
        return liquidated.identity() + "|" + withdrawn.identity();
    }
}

package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;

/** What {@link LiquidationAssembler} gives out. */
public interface LiquidationOutput {

    void liquidation(LiquidationFill fill);

    /**
     * A position closed by auto-deleveraging, each trade once and only while it is news, from
     * whichever side it was seen first; never a liquidation.
     */
    void autoDeleveraging(Fill fill);

    /** The same as the deleveraged account saw it: as often as that comes, history too. */
    void deleveraged(Fill fill);

    /** A forced fill that does not say who was liquidated. */
    void rejected(DeadLetter letter);
}

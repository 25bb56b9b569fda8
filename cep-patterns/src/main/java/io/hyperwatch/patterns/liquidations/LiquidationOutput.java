package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;

/** What {@link LiquidationAssembler} gives out. */
public interface LiquidationOutput {

    void liquidation(LiquidationFill fill);

    /** A position closed by auto-deleveraging, each trade once; never a liquidation. */
    void autoDeleveraging(Fill fill);

    /** A forced fill that does not say who was liquidated. */
    void rejected(DeadLetter letter);
}

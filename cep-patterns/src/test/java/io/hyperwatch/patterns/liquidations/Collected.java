package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;

import java.util.ArrayList;
import java.util.List;

/** What an assembler gave out. */
record Collected(
        List<LiquidationFill> liquidations,
        List<Fill> autoDeleveragings,
        List<Fill> deleveraged,
        List<String> rejectionReasons)
        implements LiquidationOutput {

    Collected() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public void liquidation(LiquidationFill fill) {
        liquidations.add(fill);
    }

    @Override
    public void autoDeleveraging(Fill fill) {
        autoDeleveragings.add(fill);
    }

    @Override
    public void deleveraged(Fill fill) {
        deleveraged.add(fill);
    }

    @Override
    public void rejected(DeadLetter letter) {
        rejectionReasons.add(letter.reason());
    }
}

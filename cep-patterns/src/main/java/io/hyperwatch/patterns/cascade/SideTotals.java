package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.PositionSide;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the liquidations of a window were, by the side of the positions that were closed. */
record SideTotals(int longs, BigDecimal longUsd, int shorts, BigDecimal shortUsd, int accounts) {

    static SideTotals of(List<CascadeLiquidation> liquidations) {
        int longs = 0;
        int shorts = 0;
        BigDecimal longUsd = BigDecimal.ZERO;
        BigDecimal shortUsd = BigDecimal.ZERO;
        Set<String> accounts = new HashSet<>();
        for (CascadeLiquidation liquidation : liquidations) {
            accounts.add(liquidation.user());
            if (liquidation.side() == PositionSide.LONG) {
                longs++;
                longUsd = longUsd.add(liquidation.valueUsd());
            } else if (liquidation.side() == PositionSide.SHORT) {
                shorts++;
                shortUsd = shortUsd.add(liquidation.valueUsd());
            }
        }
        return new SideTotals(longs, longUsd, shorts, shortUsd, accounts.size());
    }

    /** By value: {@code long}, {@code short} or {@code even}. */
    String dominant() {
        int order = longUsd.compareTo(shortUsd);
        return order == 0 ? "even" : order > 0 ? "long" : "short";
    }
}

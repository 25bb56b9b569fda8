package io.hyperwatch.patterns.coordinated;

import java.math.BigDecimal;
import java.util.List;

/**
 * The liquidations of an account that began within a closed interval of event time.
 *
 * @param members by start, then by arrival; not empty
 * @param totalUsd their values so far
 */
record LiquidationWindow(List<AccountLiquidation> members, BigDecimal totalUsd) {

    long startMs() {
        return members.get(0).startMs();
    }

    long endMs() {
        return members.get(members.size() - 1).startMs();
    }
}

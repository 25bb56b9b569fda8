package io.hyperwatch.patterns.adl;

import io.hyperwatch.events.PositionSide;

import java.math.BigDecimal;

/**
 * Whom an incident has hit so far; state of {@link AdlCore}.
 *
 * @param incidentId the incident it is about
 * @param accounts different accounts that were deleveraged, as far as they were seen
 * @param longUsd value of the long positions closed
 * @param shortUsd value of the short positions closed
 */
public record AdlTally(String incidentId, long accounts, BigDecimal longUsd, BigDecimal shortUsd) {

    static AdlTally of(String incidentId) {
        return new AdlTally(incidentId, 0, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    AdlTally plus(PositionSide side, BigDecimal valueUsd, boolean newAccount) {
        return new AdlTally(
                incidentId,
                newAccount ? accounts + 1 : accounts,
                side == PositionSide.LONG ? longUsd.add(valueUsd) : longUsd,
                side == PositionSide.SHORT ? shortUsd.add(valueUsd) : shortUsd);
    }
}

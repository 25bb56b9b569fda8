package io.hyperwatch.patterns.oracle;

import java.math.BigDecimal;

/**
 * State of {@link OracleDeviationCore}, one for each coin, less than 1 kB.
 *
 * @param prices newest of each kind
 * @param breach null when none goes on
 * @param incidentPeakPct largest deviation of the open incident, or null
 */
public record OracleState(LatestPrices prices, Breach breach, BigDecimal incidentPeakPct) {

    static final OracleState NONE = new OracleState(LatestPrices.NONE, null, null);

    OracleState with(LatestPrices newPrices) {
        return new OracleState(newPrices, breach, incidentPeakPct);
    }

    OracleState with(Breach newBreach) {
        return new OracleState(prices, newBreach, incidentPeakPct);
    }

    OracleState withPeak(BigDecimal pct) {
        return new OracleState(prices, breach, pct);
    }
}

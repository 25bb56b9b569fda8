package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param thresholdUsd an order that traded more than this is large
 */
public record LargeTradeParameters(BigDecimal thresholdUsd) implements Serializable {

    public static final LargeTradeParameters DEFAULTS =
            new LargeTradeParameters(new BigDecimal("1000000"));

    public LargeTradeParameters {
        Checks.positive("threshold_usd", thresholdUsd);
    }
}

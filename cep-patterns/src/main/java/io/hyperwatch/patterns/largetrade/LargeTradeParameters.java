package io.hyperwatch.patterns.largetrade;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param version of the parameters, part of alert ids
 * @param thresholdUsd an order that traded more than this is large
 */
public record LargeTradeParameters(int version, BigDecimal thresholdUsd) implements Serializable {

    public static final LargeTradeParameters DEFAULTS =
            new LargeTradeParameters(1, new BigDecimal("1000000"));
}

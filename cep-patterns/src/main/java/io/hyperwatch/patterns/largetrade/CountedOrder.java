package io.hyperwatch.patterns.largetrade;

import java.math.BigDecimal;

/**
 * A large order that has been counted; state of {@link LargeTradeCore}, keyed by the order's
 * identity.
 *
 * @param incidentId the incident it belongs to
 * @param valueUsd its value when last seen
 * @param seenMs log time at which it was last seen
 */
public record CountedOrder(String incidentId, BigDecimal valueUsd, long seenMs) {}

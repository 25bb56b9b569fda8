package io.hyperwatch.patterns.adl;

import java.math.BigDecimal;

/**
 * All fills of one millisecond; part of {@link AdlSecond}.
 *
 * @param timeMs event time
 * @param fills how many
 * @param valueUsd of all of them
 */
public record AdlTotal(long timeMs, int fills, BigDecimal valueUsd) {}

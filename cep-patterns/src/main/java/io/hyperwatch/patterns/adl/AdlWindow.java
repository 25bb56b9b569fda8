package io.hyperwatch.patterns.adl;

import java.math.BigDecimal;

/**
 * The fills within a closed interval of event time.
 *
 * @param startMs time of the first of them
 * @param endMs time of the last
 * @param fills how many
 * @param totalUsd of all of them
 */
record AdlWindow(long startMs, long endMs, long fills, BigDecimal totalUsd) {}

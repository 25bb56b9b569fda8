package io.hyperwatch.patterns.cascade;

/**
 * The liquidations that began within a closed interval of event time and hold the condition.
 *
 * @param fromMs first millisecond
 * @param endMs last millisecond, the start of a liquidation
 * @param sum of all that count
 * @param confirmed of those that are confirmed
 */
record CascadeWindow(long fromMs, long endMs, StartSum sum, StartSum confirmed) {}

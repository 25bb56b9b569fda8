package io.hyperwatch.patterns.dedupe;

/**
 * State of {@link SeenIds} beside its table.
 *
 * @param arrivals ids that arrived so far, duplicates not counted
 * @param cleanUpAtMs log time of the next clean-up, {@link Long#MAX_VALUE} while there is nothing
 *     to clean up
 */
public record SeenProgress(long arrivals, long cleanUpAtMs) {}

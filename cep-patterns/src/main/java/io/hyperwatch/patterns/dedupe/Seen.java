package io.hyperwatch.patterns.dedupe;

/**
 * What is kept of an id that arrived; state of {@link SeenIds}.
 *
 * @param timeMs its event time, epoch milliseconds
 * @param arrival its number among the arrivals of the key, from 1; duplicates have none
 */
public record Seen(long timeMs, long arrival) {}

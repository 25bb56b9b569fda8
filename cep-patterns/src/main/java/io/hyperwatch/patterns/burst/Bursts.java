package io.hyperwatch.patterns.burst;

import java.util.List;

/**
 * What one taker did on one side of a coin of late; state of {@link BurstCore}.
 *
 * @param bursts in the order they were opened
 */
public record Bursts(List<Burst> bursts) {}

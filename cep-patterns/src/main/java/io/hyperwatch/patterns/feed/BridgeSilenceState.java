package io.hyperwatch.patterns.feed;

import io.hyperwatch.patterns.incident.IncidentMemory;

/**
 * What outlives a restart of {@link BridgeSilence}.
 *
 * @param logTimeMs how far the log had come when it was last heard, 0 for never
 * @param memory of the incident
 */
public record BridgeSilenceState(long logTimeMs, IncidentMemory memory) {}

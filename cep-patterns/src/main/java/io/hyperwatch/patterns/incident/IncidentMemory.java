package io.hyperwatch.patterns.incident;

import java.util.List;

/**
 * What one rule remembers of one subject; state of {@link IncidentCore}.
 *
 * @param open null when nothing goes on
 * @param recentIds ids of the newest incidents, at most 32, oldest first
 */
public record IncidentMemory(OpenIncident open, List<String> recentIds) {}

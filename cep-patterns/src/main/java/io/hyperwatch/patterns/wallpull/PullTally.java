package io.hyperwatch.patterns.wallpull;

/**
 * How many signals an incident has sent to the pattern; state of {@link WallPullCore}.
 *
 * @param incidentId the newest incident
 * @param signals of that incident
 */
public record PullTally(String incidentId, int signals) {}

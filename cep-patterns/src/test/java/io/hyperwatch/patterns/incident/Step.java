package io.hyperwatch.patterns.incident;

/**
 * A place in a log.
 *
 * @param logTimeMs log time
 * @param input null for a tick
 */
public record Step<I>(long logTimeMs, I input) {}

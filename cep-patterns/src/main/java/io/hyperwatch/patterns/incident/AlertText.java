package io.hyperwatch.patterns.incident;

import java.util.Map;

/**
 * What an alert tells its reader.
 *
 * @param title one line
 * @param message what, where, how much against which threshold, since when
 * @param details figures and thresholds, written as canonical JSON
 */
public record AlertText(String title, String message, Map<String, Object> details) {}

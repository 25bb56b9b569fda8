package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.Detector;

/**
 * A wall whose trades are kept; part of {@link WallWatch}.
 *
 * @param signal the first one, or, once it vanished, that
 * @param dueMs when it is judged, {@link Detector#NEVER} while it stands
 */
public record WatchedWall(WallSignal signal, long dueMs) {}

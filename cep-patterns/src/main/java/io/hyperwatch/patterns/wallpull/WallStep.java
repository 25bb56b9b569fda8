package io.hyperwatch.patterns.wallpull;

/** What became of a wall. */
public enum WallStep {
    UNKNOWN,
    /** A level is a wall for the first time: its trades matter from now on. */
    SEEN,
    /** It is no longer followed and was not pulled: too small for too long, out of sight, a gap. */
    ENDED,
    /** It stood long enough and is gone, though it would be seen: traded or pulled. */
    VANISHED
}

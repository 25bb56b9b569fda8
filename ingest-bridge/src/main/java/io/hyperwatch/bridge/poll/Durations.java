package io.hyperwatch.bridge.poll;

import java.time.Duration;

/** Durations as people say them. */
final class Durations {

    private Durations() {}

    /** {@code 75 s}, {@code 5 min}, {@code 24 h}. */
    static String text(Duration duration) {
        long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
        if (seconds >= 7_200 && seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}

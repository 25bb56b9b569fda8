package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How old a record was when the bridge received it; old news is stored but wakes nobody. */
public enum Timeliness {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** Received within a minute of its event time. */
    FRESH,
    /** 1 to 10 minutes: alerted, marked late. */
    LATE,
    /** More than 10 minutes: stored, never alerted. */
    HISTORY;

    private static final long LATE_AFTER_MS = 60_000;
    private static final long HISTORY_AFTER_MS = 600_000;

    public static Timeliness of(long eventTimeMs, long receivedAtMs) {
        long age = receivedAtMs - eventTimeMs;
        if (age > HISTORY_AFTER_MS) {
            return HISTORY;
        }
        return age > LATE_AFTER_MS ? LATE : FRESH;
    }
}

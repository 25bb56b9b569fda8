package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

import java.util.Locale;

/** Where a record came from; header {@code source}. */
public enum Source {
    @JsonEnumDefaultValue
    UNKNOWN,
    WS,
    REST,
    BACKFILL,
    NODE,
    REPLAY;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Never fails: a name of a later version reads as {@link #UNKNOWN}. */
    public static Source of(String wireName) {
        for (Source source : values()) {
            if (source.wireName().equals(wireName)) {
                return source;
            }
        }
        return UNKNOWN;
    }
}

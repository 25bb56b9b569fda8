package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What the tracked traders as a whole do in a coin. */
public enum Recommendation {
    @JsonEnumDefaultValue
    UNKNOWN,
    LONG,
    SHORT,
    NEUTRAL
}

package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Side of a position. */
public enum PositionSide {
    @JsonEnumDefaultValue
    UNKNOWN,
    LONG,
    SHORT
}

package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How a position changed; JSON field {@code event_type}. */
public enum PositionEventType {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** From nothing. */
    POSITION_OPENED,
    /** Same side, larger. */
    POSITION_INCREASED,
    /** Same side, smaller, not nothing. */
    POSITION_DECREASED,
    /** To nothing. */
    POSITION_CLOSED,
    /** To the other side: closes one and opens the other. */
    POSITION_FLIPPED
}

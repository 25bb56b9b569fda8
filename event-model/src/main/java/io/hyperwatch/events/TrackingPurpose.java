package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What is wanted of an account; JSON field {@code purpose} of a {@link TrackingRequest}. */
public enum TrackingPurpose {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** Its positions, polled again and again from now on. */
    STATE,
    /** Its fills of a span of time, once: to confirm what public trades only suggest. */
    FILLS,
    /** Not to be polled any more. */
    FORGET
}

package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What kind of market an {@link Instrument} is; JSON field {@code kind}. */
public enum InstrumentKind {
    @JsonEnumDefaultValue
    UNKNOWN,
    PERP,
    SPOT,
    OUTCOME
}

package io.hyperwatch.rules;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

import java.util.Locale;

/** What a rule does while a {@link RuleChange} is in force. */
public enum RuleState {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** Judged, told and delivered. */
    ACTIVE,
    /** Its condition counts as not holding; what it remembers goes on. */
    PAUSED,
    /** Judged and recorded, but nobody is told. */
    SHADOW;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

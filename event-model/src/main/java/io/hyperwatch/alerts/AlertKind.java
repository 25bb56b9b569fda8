package io.hyperwatch.alerts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

import java.util.Locale;

/** What an alert says about its incident. */
public enum AlertKind {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** The condition holds for the first time. */
    OPEN,
    /** It got worse: a higher severity. */
    ESCALATE,
    /** It has not held for long enough. */
    RESOLVE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

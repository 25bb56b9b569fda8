package io.hyperwatch.alerts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

import java.util.Locale;

/** Whether an incident still goes on. */
public enum IncidentState {
    @JsonEnumDefaultValue
    UNKNOWN,
    OPEN,
    RESOLVED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

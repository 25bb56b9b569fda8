package io.hyperwatch.alerts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

import java.util.Locale;

/** How loud an alert is, quietest first; compared by order. */
public enum Severity {
    @JsonEnumDefaultValue
    UNKNOWN,
    INFO,
    WARNING,
    HIGH,
    CRITICAL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}

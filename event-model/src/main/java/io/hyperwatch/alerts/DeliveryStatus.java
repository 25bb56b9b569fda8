package io.hyperwatch.alerts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

import java.util.Locale;

/** What became of an alert at one endpoint. */
public enum DeliveryStatus {
    @JsonEnumDefaultValue
    UNKNOWN,
    SENT,
    RETRYING,
    FAILED,
    SUPPRESSED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

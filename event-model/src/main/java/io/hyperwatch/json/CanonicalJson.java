package io.hyperwatch.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one way figures are written where bytes matter (alert ids, replay output, webhook bodies):
 * keys sorted, no white space, decimals as plain strings without trailing zeros, ratios in percent
 * with 6 digits, times as UTC with milliseconds.
 */
public final class CanonicalJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    private static final DateTimeFormatter UTC_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private CanonicalJson() {}

    /** Writes maps (keys sorted), lists, strings, whole numbers, booleans and nulls. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + e.getOriginalMessage());
        }
    }

    /** Reads any JSON text and writes it in canonical form; null stays null. */
    public static Object read(String json) {
        if (json == null) {
            return null;
        }
        try {
            return MAPPER.readValue(json, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage());
        }
    }

    public static String decimal(BigDecimal value) {
        if (value == null) {
            return null;
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Percent with 6 digits, half to even, of a value that already is in percent. */
    public static String percent(BigDecimal percent) {
        return percent == null ? null : percent.setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** {@code 2025-10-10T21:15:03.127Z}. */
    public static String time(long epochMs) {
        return UTC_MILLIS.format(Instant.ofEpochMilli(epochMs));
    }

    /** A map for {@link #write}, built in any order. */
    public static Map<String, Object> object() {
        return new TreeMap<>();
    }
}

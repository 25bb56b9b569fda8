package io.hyperwatch.patterns.incident;

import io.hyperwatch.json.CanonicalJson;

import java.math.BigDecimal;
import java.util.Map;

/**
 * One event that speaks for an alert; part of {@link Evidence}.
 *
 * @param identity as for de-duplication
 * @param timeMs event time
 * @param valueUsd null where the rule knows no value
 * @param json canonical JSON object: what the alert shows of it
 */
public record EvidenceEvent(String identity, long timeMs, BigDecimal valueUsd, String json) {

    /** Shows the fields together with identity, time and value. */
    public static EvidenceEvent of(
            String identity, long timeMs, BigDecimal valueUsd, Map<String, Object> fields) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.putAll(fields);
        shown.put("id", identity);
        shown.put("time", CanonicalJson.time(timeMs));
        if (valueUsd != null) {
            shown.put("value_usd", CanonicalJson.decimal(valueUsd));
        }
        return new EvidenceEvent(identity, timeMs, valueUsd, CanonicalJson.write(shown));
    }

    /** These fields of what it shows; those it does not have are left out. */
    public Map<String, Object> shown(String... fields) {
        if (!(CanonicalJson.read(json) instanceof Map<?, ?> all)) {
            throw new IllegalStateException("evidence is an object: " + json);
        }
        Map<String, Object> shown = CanonicalJson.object();
        for (String field : fields) {
            if (all.containsKey(field)) {
                shown.put(field, all.get(field));
            }
        }
        return shown;
    }
}

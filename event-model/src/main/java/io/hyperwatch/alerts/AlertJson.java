package io.hyperwatch.alerts;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

/**
 * An {@link Alert} as JSON, with the names of the table's columns. The canonical form leaves out
 * what may differ between two runs over the same log: {@code detected_at} and {@code coverage}.
 */
public final class AlertJson {

    private AlertJson() {}

    /** What replay prints, webhooks carry and comparisons are made on. */
    public static String canonical(Alert alert) {
        return CanonicalJson.write(canonicalFields(alert));
    }

    /** The fields of the canonical form, for a body that wraps them. */
    public static Map<String, Object> canonicalFields(Alert alert) {
        Map<String, Object> fields = CanonicalJson.object();
        fields.put("alert_id", alert.alertId());
        fields.put("incident_id", alert.incidentId());
        fields.put("kind", alert.kind().wireName());
        fields.put("rule", alert.rule());
        fields.put("rule_version", alert.ruleVersion());
        fields.put("severity", alert.severity().wireName());
        fields.put("subject", alert.subject());
        fields.put("coin", alert.coin());
        fields.put("user_address", alert.userAddress());
        fields.put("title", alert.title());
        fields.put("message", alert.message());
        fields.put("value_usd", CanonicalJson.decimal(alert.valueUsd()));
        fields.put("event_time", CanonicalJson.time(alert.eventTimeMs()));
        fields.put("first_event_time", CanonicalJson.time(alert.firstEventTimeMs()));
        fields.put("late", alert.late());
        fields.put("details", CanonicalJson.read(alert.details()));
        fields.put("evidence", CanonicalJson.read(alert.evidence()));
        if (alert.shadow()) {
            fields.put("shadow", true);
        }
        return fields;
    }

    /** The value of the Kafka record. */
    public static byte[] encode(Alert alert) {
        Map<String, Object> fields = canonicalFields(alert);
        fields.put("detected_at", CanonicalJson.time(alert.detectedAtMs()));
        fields.put("coverage", CanonicalJson.read(alert.coverage()));
        return CanonicalJson.write(fields).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @throws MalformedEventException when the record is not an alert
     */
    public static Alert decode(byte[] json) throws MalformedEventException {
        JsonNode node = EventCodec.decode(json, JsonNode.class);
        return new Alert(
                required(node, "alert_id"),
                required(node, "incident_id"),
                AlertKind.valueOf(known(AlertKind.class, required(node, "kind"))),
                required(node, "rule"),
                node.path("rule_version").asInt(),
                Severity.valueOf(known(Severity.class, required(node, "severity"))),
                required(node, "subject"),
                optional(node, "coin"),
                optional(node, "user_address"),
                required(node, "title"),
                required(node, "message"),
                node.hasNonNull("value_usd")
                        ? EventCodec.decimal(node.get("value_usd").asText())
                        : (BigDecimal) null,
                time(node, "event_time"),
                time(node, "first_event_time"),
                time(node, "detected_at"),
                node.path("late").asBoolean(),
                json(node, "details"),
                json(node, "evidence"),
                json(node, "coverage"),
                node.path("shadow").asBoolean());
    }

    private static String required(JsonNode node, String field) throws MalformedEventException {
        if (!node.hasNonNull(field)) {
            throw new MalformedEventException("alert without " + field);
        }
        return node.get(field).asText();
    }

    private static String optional(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    private static String json(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).toString() : null;
    }

    private static long time(JsonNode node, String field) throws MalformedEventException {
        String text = required(node, field);
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new MalformedEventException(field + " is not a time: " + text);
        }
    }

    private static <E extends Enum<E>> String known(Class<E> type, String wireName) {
        String name = wireName.toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return name;
            }
        }
        return "UNKNOWN";
    }
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.json.CanonicalJson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.math.BigDecimal;

/** What a naive reference says about an alert, to be compared with a core's. */
public record Told(
        AlertKind kind,
        String alertId,
        String incidentId,
        Severity severity,
        long eventTimeMs,
        long firstEventTimeMs,
        String valueUsd,
        boolean late,
        long evidenceCount,
        String evidenceUsd,
        boolean shadow) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static Told of(Alert alert) {
        try {
            JsonNode evidence = MAPPER.readTree(alert.evidence());
            return new Told(
                    alert.kind(),
                    alert.alertId(),
                    alert.incidentId(),
                    alert.severity(),
                    alert.eventTimeMs(),
                    alert.firstEventTimeMs(),
                    CanonicalJson.decimal(alert.valueUsd()),
                    alert.late(),
                    evidence.get("count").asLong(),
                    evidence.get("total_usd").textValue(),
                    alert.shadow());
        } catch (JsonProcessingException e) {
            throw new AssertionError("evidence is not JSON", e);
        }
    }

    public static String usd(BigDecimal value) {
        return CanonicalJson.decimal(value);
    }
}

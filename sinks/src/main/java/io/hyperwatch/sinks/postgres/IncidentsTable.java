package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.Severity;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Table {@code incidents}: the higher revision wins; severity, value and risk never shrink. */
public final class IncidentsTable {

    public static final PostgresTable<Incident> TABLE =
            new PostgresTable<>(
                    "incidents",
                    List.of("incident_id"),
                    List.of(
                            Column.text("incident_id", Incident::incidentId),
                            Column.text("rule", Incident::rule),
                            Column.text("subject", Incident::subject),
                            Column.text("state", incident -> incident.state().wireName()),
                            Column.text("severity", incident -> incident.severity().wireName()),
                            Column.time("opened_at", Incident::openedAtMs),
                            Column.time("updated_at", Incident::updatedAtMs),
                            Column.time("resolved_at", Incident::resolvedAtMs),
                            Column.bigint("event_count", Incident::eventCount),
                            Column.decimal("value_usd", Incident::valueUsd),
                            Column.decimal("risk_score", Incident::riskScore),
                            Column.integer("revision", Incident::revision)),
                    ConflictRule.higherRevision(
                            Incident::revision,
                            Map.of(
                                    "severity",
                                    "case when hyperwatch.severity_rank(stored.severity)"
                                            + " > hyperwatch.severity_rank(excluded.severity)"
                                            + " then stored.severity else excluded.severity end",
                                    "value_usd",
                                    "greatest(stored.value_usd, excluded.value_usd)",
                                    "risk_score",
                                    "greatest(stored.risk_score, excluded.risk_score)"),
                            IncidentsTable::carry),
                    Batching.PROMPT);

    private IncidentsTable() {}

    private static Incident carry(Incident older, Incident newer) {
        return new Incident(
                newer.incidentId(),
                newer.rule(),
                newer.subject(),
                newer.state(),
                louder(older.severity(), newer.severity()),
                newer.openedAtMs(),
                newer.updatedAtMs(),
                newer.resolvedAtMs(),
                newer.eventCount(),
                greatest(older.valueUsd(), newer.valueUsd()),
                greatest(older.riskScore(), newer.riskScore()),
                newer.revision());
    }

    private static Severity louder(Severity older, Severity newer) {
        return newer.isAtLeast(older) ? newer : older;
    }

    private static BigDecimal greatest(BigDecimal older, BigDecimal newer) {
        if (older == null || newer == null) {
            return older == null ? newer : older;
        }
        return older.max(newer);
    }
}

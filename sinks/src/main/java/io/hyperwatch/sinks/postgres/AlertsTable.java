package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.Alert;

import java.util.List;

/** Table {@code alerts}: an alert never changes. */
public final class AlertsTable {

    public static final PostgresTable<Alert> TABLE =
            new PostgresTable<>(
                    "alerts",
                    List.of("alert_id"),
                    List.of(
                            Column.text("alert_id", Alert::alertId),
                            Column.text("incident_id", Alert::incidentId),
                            Column.text("kind", alert -> alert.kind().wireName()),
                            Column.text("rule", Alert::rule),
                            Column.integer("rule_version", Alert::ruleVersion),
                            Column.text("severity", alert -> alert.severity().wireName()),
                            Column.text("subject", Alert::subject),
                            Column.text("coin", Alert::coin),
                            Column.text("user_address", Alert::userAddress),
                            Column.text("title", Alert::title),
                            Column.text("message", Alert::message),
                            Column.decimal("value_usd", Alert::valueUsd),
                            Column.time("event_time", Alert::eventTimeMs),
                            Column.time("first_event_time", Alert::firstEventTimeMs),
                            Column.time("detected_at", Alert::detectedAtMs),
                            Column.bool("late", Alert::late),
                            Column.json("details", Alert::details),
                            Column.json("evidence", Alert::evidence),
                            Column.json("coverage", Alert::coverage),
                            Column.bool("shadow", Alert::shadow)),
                    ConflictRule.keepFirst(),
                    Batching.PROMPT);

    private AlertsTable() {}
}

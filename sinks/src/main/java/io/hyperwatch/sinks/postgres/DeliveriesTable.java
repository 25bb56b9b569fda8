package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.Delivery;

import java.util.List;

/** Table {@code alert_deliveries}: the higher revision wins. */
public final class DeliveriesTable {

    public static final PostgresTable<Delivery> TABLE =
            new PostgresTable<>(
                    "alert_deliveries",
                    List.of("alert_id", "endpoint"),
                    List.of(
                            Column.text("alert_id", Delivery::alertId),
                            Column.text("endpoint", Delivery::endpoint),
                            Column.text("channel", Delivery::channel),
                            Column.text("status", delivery -> delivery.status().wireName()),
                            Column.text("reason", Delivery::reason),
                            Column.integer("attempts", Delivery::attempts),
                            Column.integer("last_status_code", Delivery::lastStatusCode),
                            Column.text("last_error", Delivery::lastError),
                            Column.time("first_attempt_at", Delivery::firstAttemptAtMs),
                            Column.time("sent_at", Delivery::sentAtMs),
                            Column.time("next_attempt_at", Delivery::nextAttemptAtMs),
                            Column.integer("revision", Delivery::revision)),
                    ConflictRule.higherRevision(Delivery::revision),
                    Batching.PROMPT);

    private DeliveriesTable() {}
}

package io.hyperwatch.cli;

import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.testbed.bench.Percentiles;
import io.hyperwatch.testbed.cluster.AlertTail;
import io.hyperwatch.testbed.servers.WebhookReceiver;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo has to show at its end. */
final class DemoSummary {

    private static final List<String> QUERIES =
            List.of(
                    "SELECT event_time, severity, kind, title FROM hyperwatch.alerts ORDER BY event_time",
                    "SELECT coin, open_time, open, high, low, close, volume, trade_count FROM"
                            + " hyperwatch.candles WHERE is_final ORDER BY coin, open_time",
                    "SELECT coin, liquidated_user, position_side, count(*) AS fills, sum(value_usd)"
                            + " AS usd FROM hyperwatch.liquidations GROUP BY 1, 2, 3 ORDER BY usd DESC");

    private DemoSummary() {}

    static String of(
            String postgresUrl, List<AlertTail.Seen> alerts, List<WebhookReceiver.Received> posts)
            throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(postgresUrl)) {
            text.append("\nWhat is in the tables\n\n")
                    .append(ResultTable.of(connection, counts()))
                    .append("\nAlerts by rule and severity\n\n")
                    .append(
                            ResultTable.of(
                                    connection,
                                    "SELECT rule, kind, severity, count(*) AS alerts FROM"
                                            + " hyperwatch.alerts GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"))
                    .append("\nLatency\n\n")
                    .append(latencies(alerts, posts));
        }
        return text.toString();
    }

    /** Alerts whose delivery has come to an end. */
    static int outcomes(String postgresUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgresUrl);
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery(
                                "SELECT count(*) FROM hyperwatch.alert_deliveries")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static String counts() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("trades", "SELECT count(*) FROM hyperwatch.trades");
        tables.put("candles (final)", "SELECT count(*) FROM hyperwatch.candles WHERE is_final");
        tables.put("liquidation fills", "SELECT count(*) FROM hyperwatch.liquidations");
        tables.put("alerts", "SELECT count(*) FROM hyperwatch.alerts");
        tables.put("incidents", "SELECT count(*) FROM hyperwatch.incidents");
        tables.put(
                "webhooks sent",
                "SELECT count(*) FROM hyperwatch.alert_deliveries WHERE status = 'sent'");
        tables.put(
                "webhooks suppressed (below ALERT_MIN_SEVERITY)",
                "SELECT count(*) FROM hyperwatch.alert_deliveries WHERE status = 'suppressed'");
        tables.put("dead letters", "SELECT count(*) FROM hyperwatch.dead_letters");
        List<String> parts = new ArrayList<>();
        int order = 0;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            parts.add(
                    "SELECT %d AS n, '%s' AS what, (%s) AS rows"
                            .formatted(order++, table.getKey(), table.getValue()));
        }
        return "SELECT what, rows FROM (" + String.join(" UNION ALL ", parts) + ") t ORDER BY n";
    }

    /**
     * Resolve alerts come when time has passed, not when a frame comes: they have no latency to
     * speak of.
     */
    private static String latencies(
            List<AlertTail.Seen> alerts, List<WebhookReceiver.Received> posts) {
        List<Long> toKafka = new ArrayList<>();
        List<Long> toWebhook = new ArrayList<>();
        for (AlertTail.Seen seen : alerts) {
            if (seen.alert().kind() == AlertKind.RESOLVE) {
                continue;
            }
            toKafka.add(seen.seenAtMs() - seen.alert().eventTimeMs());
            posts.stream()
                    .filter(post -> post.id().equals(seen.alert().alertId()))
                    .findFirst()
                    .ifPresent(
                            post ->
                                    toWebhook.add(
                                            post.receivedAtMs() - seen.alert().eventTimeMs()));
        }
        return ResultTable.of(
                        List.of(
                                List.of(
                                        "from the exchange's frame to",
                                        "alerts",
                                        "p50 ms",
                                        "p99 ms"),
                                row("the alert in Kafka", toKafka),
                                row("the webhook's receiver", toWebhook)))
                .toString();
    }

    private static List<String> row(String what, List<Long> millis) {
        return List.of(
                what,
                Integer.toString(millis.size()),
                Percentiles.format(millis, 50),
                Percentiles.format(millis, 99));
    }

    static String howToQuery(String dataDir) {
        StringBuilder text = new StringBuilder("\nAsk the tables yourself\n\n");
        for (String query : QUERIES) {
            text.append("  ./hyperwatch sql --data-dir ")
                    .append(dataDir)
                    .append(" \"")
                    .append(query)
                    .append("\"\n");
        }
        return text.toString();
    }
}

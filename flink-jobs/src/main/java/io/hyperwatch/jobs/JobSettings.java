package io.hyperwatch.jobs;

import io.hyperwatch.sinks.delivery.DeliverySettings;

import org.apache.flink.util.ParameterTool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings of a job, from its arguments ({@code --kafka host:port}) and, below them, the
 * environment of the process that runs its main method. Holds no secret: passwords, webhook URLs
 * and signing secrets are read from the environment of the task managers when they are used.
 *
 * @param kafka Kafka bootstrap servers
 * @param postgresUrl JDBC URL without password
 * @param postgresUser database user
 * @param parallelism tasks per operator
 * @param stateBackend {@code hashmap} or {@code rocksdb}
 * @param checkpointDir folder or object-store URL; null: as the cluster is configured
 * @param checkpointIntervalMs time between checkpoints: how much of the log is read again after a
 *     crash. Nothing waits for one, and on the heap each writes the whole state
 * @param tradeMinValueUsd trades below this notional are not stored in table {@code trades}; every
 *     trade counts in candles and rules
 * @param alertMinSeverity quieter alerts are not delivered; empty for the default
 * @param alertWebhookAllowPrivate whether webhooks may go to private networks; empty for the
 *     default
 */
public record JobSettings(
        String kafka,
        String postgresUrl,
        String postgresUser,
        int parallelism,
        String stateBackend,
        String checkpointDir,
        long checkpointIntervalMs,
        BigDecimal tradeMinValueUsd,
        String alertMinSeverity,
        String alertWebhookAllowPrivate) {

    private static final Set<String> OPTIONS =
            Set.of(
                    "kafka",
                    "postgres-url",
                    "postgres-user",
                    "parallelism",
                    "state-backend",
                    "checkpoint-dir",
                    "checkpoint-interval-ms",
                    "trade-min-value-usd",
                    "alert-min-severity",
                    "alert-webhook-allow-private");

    /**
     * @throws IllegalArgumentException with every wrong option or variable in one message
     */
    public static JobSettings load(String[] args, Map<String, String> environment) {
        ParameterTool options = ParameterTool.fromArgs(args);
        List<String> problems = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(options.toMap().keySet());
        unknown.removeAll(OPTIONS);
        unknown.forEach(option -> problems.add("unknown option --" + option));
        Reader read = new Reader(options, environment, problems);
        JobSettings settings =
                new JobSettings(
                        read.text("kafka", "KAFKA_BOOTSTRAP_SERVERS", "localhost:29092"),
                        read.text(
                                "postgres-url",
                                "POSTGRES_URL",
                                "jdbc:postgresql://localhost:54329/hyperwatch"),
                        read.text("postgres-user", "POSTGRES_USER", "hyperwatch"),
                        (int) read.number("parallelism", null, 1, 1, 128),
                        read.oneOf("state-backend", "hashmap", Set.of("hashmap", "rocksdb")),
                        options.get("checkpoint-dir", null),
                        read.number("checkpoint-interval-ms", null, 30_000, 100, 3_600_000),
                        read.decimal("trade-min-value-usd", "TRADE_MIN_VALUE_USD", "1000"),
                        read.text("alert-min-severity", "ALERT_MIN_SEVERITY", ""),
                        read.text(
                                "alert-webhook-allow-private", "ALERT_WEBHOOK_ALLOW_PRIVATE", ""));
        if (settings.postgresUrl().toLowerCase(Locale.ROOT).contains("password=")) {
            // The URL becomes part of the job graph; the task managers have the variable.
            problems.add(
                    "--postgres-url (POSTGRES_URL) must not hold a password: set POSTGRES_PASSWORD");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return settings;
    }

    /**
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public DeliverySettings delivery() {
        return DeliverySettings.read(
                Map.of(
                        "ALERT_MIN_SEVERITY", alertMinSeverity,
                        "ALERT_WEBHOOK_ALLOW_PRIVATE", alertWebhookAllowPrivate));
    }

    private record Reader(
            ParameterTool options, Map<String, String> environment, List<String> problems) {

        String text(String option, String variable, String fallback) {
            String fromEnvironment = variable == null ? null : environment.get(variable);
            String below =
                    fromEnvironment == null || fromEnvironment.isBlank()
                            ? fallback
                            : fromEnvironment.trim();
            return options.get(option, below);
        }

        long number(String option, String variable, long fallback, long min, long max) {
            String text = text(option, variable, Long.toString(fallback));
            try {
                long number = Long.parseLong(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // reported below, like a number out of range
            }
            problems.add(
                    "--"
                            + option
                            + " must be a number from "
                            + min
                            + " to "
                            + max
                            + ", not "
                            + text);
            return fallback;
        }

        BigDecimal decimal(String option, String variable, String fallback) {
            String text = text(option, variable, fallback);
            try {
                BigDecimal value = new BigDecimal(text);
                if (value.signum() >= 0) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // reported below, like a negative one
            }
            problems.add(
                    "--"
                            + option
                            + " ("
                            + variable
                            + ") must be a decimal of 0 or more, not "
                            + text);
            return new BigDecimal(fallback);
        }

        String oneOf(String option, String fallback, Set<String> allowed) {
            String text = text(option, null, fallback);
            if (!allowed.contains(text)) {
                problems.add(
                        "--"
                                + option
                                + " must be one of "
                                + new TreeSet<>(allowed)
                                + ", not "
                                + text);
                return fallback;
            }
            return text;
        }
    }
}

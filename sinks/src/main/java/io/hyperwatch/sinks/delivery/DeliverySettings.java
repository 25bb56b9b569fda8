package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Severity;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;

/**
 * How alerts are delivered. Holds the names of the variables with URLs and secrets; those are read
 * on the task managers.
 *
 * @param minSeverity quieter alerts are suppressed
 * @param webhookUrlsVariable name of the variable with the comma list of URLs
 * @param webhookSecretVariable name of the variable with the signing secrets
 * @param allowPrivateAddresses whether webhooks may go to this machine and private networks, also
 *     without TLS
 * @param schedule when to try again
 */
public record DeliverySettings(
        Severity minSeverity,
        String webhookUrlsVariable,
        String webhookSecretVariable,
        boolean allowPrivateAddresses,
        RetrySchedule schedule)
        implements Serializable {

    public static DeliverySettings of(Severity minSeverity, boolean allowPrivateAddresses) {
        return new DeliverySettings(
                minSeverity,
                "ALERT_WEBHOOK_URLS",
                "ALERT_WEBHOOK_SECRET",
                allowPrivateAddresses,
                RetrySchedule.STANDARD);
    }

    /**
     * {@code ALERT_MIN_SEVERITY} (default {@code high}) and {@code ALERT_WEBHOOK_ALLOW_PRIVATE}
     * (default false).
     *
     * @throws IllegalArgumentException one sentence naming the variable that is wrong
     */
    public static DeliverySettings read(Map<String, String> environment) {
        return of(
                severity(environment.getOrDefault("ALERT_MIN_SEVERITY", "")),
                flag(environment.getOrDefault("ALERT_WEBHOOK_ALLOW_PRIVATE", "")));
    }

    private static Severity severity(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "", "high" -> Severity.HIGH;
            case "info" -> Severity.INFO;
            case "warning" -> Severity.WARNING;
            case "critical" -> Severity.CRITICAL;
            default ->
                    throw new IllegalArgumentException(
                            "ALERT_MIN_SEVERITY must be info, warning, high or critical, not "
                                    + text);
        };
    }

    private static boolean flag(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "", "false" -> false;
            case "true" -> true;
            default ->
                    throw new IllegalArgumentException(
                            "ALERT_WEBHOOK_ALLOW_PRIVATE must be true or false, not " + text);
        };
    }
}

package io.hyperwatch.alerts;

/**
 * The outcome of one attempt to deliver an alert, topic {@code hyperwatch.deliveries.v1}, table
 * {@code alert_deliveries}.
 *
 * @param alertId the alert
 * @param endpoint a stable name of the endpoint that gives no secret away: {@code webhook-1}
 * @param channel {@code webhook}, {@code telegram}, …
 * @param status outcome so far
 * @param reason why it was suppressed or given up, null otherwise
 * @param attempts attempts made so far
 * @param lastStatusCode HTTP status of the last attempt, null where none came
 * @param lastError what went wrong in the last attempt, null after success
 * @param firstAttemptAtMs null while there was none
 * @param sentAtMs null until sent
 * @param nextAttemptAtMs when the next attempt is due, null unless retrying
 * @param revision rises with each outcome; the higher one wins
 */
public record Delivery(
        String alertId,
        String endpoint,
        String channel,
        DeliveryStatus status,
        String reason,
        int attempts,
        Integer lastStatusCode,
        String lastError,
        Long firstAttemptAtMs,
        Long sentAtMs,
        Long nextAttemptAtMs,
        int revision) {}

package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.DeliveryStatus;

/**
 * Makes the records of topic {@code hyperwatch.deliveries.v1}. Their revision rises with the
 * attempts; an end outranks a retry of the same attempt, and "sent" outranks everything, so that an
 * attempt which was made twice around a restart cannot hide that the alert arrived.
 */
final class Outcomes {

    private static final int SENT_REVISION = 1_000_000;

    private Outcomes() {}

    static Delivery sent(DeliveryAttempt attempt, Answer answer, long attemptedAtMs, long nowMs) {
        return new Delivery(
                attempt.alert().alertId(),
                attempt.endpoint(),
                attempt.channel(),
                DeliveryStatus.SENT,
                null,
                attempt.number(),
                answer.statusCode(),
                null,
                attemptedAtMs,
                nowMs,
                null,
                SENT_REVISION + attempt.number());
    }

    static Delivery retrying(
            DeliveryAttempt attempt, Answer answer, long attemptedAtMs, long nextAttemptAtMs) {
        return new Delivery(
                attempt.alert().alertId(),
                attempt.endpoint(),
                attempt.channel(),
                DeliveryStatus.RETRYING,
                null,
                attempt.number(),
                answer.statusCode(),
                answer.error(),
                attemptedAtMs,
                null,
                nextAttemptAtMs,
                2 * attempt.number());
    }

    static Delivery failed(
            DeliveryAttempt attempt, Answer answer, String reason, Long attemptedAtMs) {
        return new Delivery(
                attempt.alert().alertId(),
                attempt.endpoint(),
                attempt.channel(),
                DeliveryStatus.FAILED,
                reason,
                attempt.number(),
                answer.statusCode(),
                answer.error(),
                attemptedAtMs,
                null,
                null,
                2 * attempt.number() + 1);
    }

    static Delivery suppressed(Alert alert, String endpoint, String channel, String reason) {
        return new Delivery(
                alert.alertId(),
                endpoint,
                channel,
                DeliveryStatus.SUPPRESSED,
                reason,
                0,
                null,
                null,
                null,
                null,
                null,
                1);
    }
}

package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;

/**
 * One attempt that is due now. An attempt that was under way when a job failed is made again, with
 * the same alert id for the receiver to notice.
 *
 * @param alert what to deliver
 * @param endpoint where to
 * @param channel how
 * @param number 1 for the first
 * @param firstAttemptAtMs null for the first
 */
public record DeliveryAttempt(
        Alert alert, String endpoint, String channel, int number, Long firstAttemptAtMs) {}

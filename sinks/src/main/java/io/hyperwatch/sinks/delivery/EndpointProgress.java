package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.DeliveryStatus;

/**
 * How far the delivery of one alert to one endpoint has come; state of {@link DeliveryPlanner}.
 *
 * @param channel of the endpoint
 * @param status {@code RETRYING} until it ends
 * @param attempts made or under way
 * @param firstAttemptAtMs null until the first outcome is known
 * @param dueAtMs waiting: the next attempt; under way: when its outcome counts as lost; ended: when
 *     this is forgotten
 */
public record EndpointProgress(
        String channel, DeliveryStatus status, int attempts, Long firstAttemptAtMs, long dueAtMs) {

    boolean hasEnded() {
        return status != DeliveryStatus.RETRYING;
    }
}

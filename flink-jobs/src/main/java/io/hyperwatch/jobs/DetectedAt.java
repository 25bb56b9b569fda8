package io.hyperwatch.jobs;

import io.hyperwatch.alerts.Alert;

import org.apache.flink.api.common.functions.MapFunction;

/**
 * Stamps an alert with the wall clock when it leaves its detector. The only clock in the risk job;
 * the stamp is no part of the alert's id or canonical form.
 */
final class DetectedAt implements MapFunction<Alert, Alert> {

    private static final long serialVersionUID = 1L;

    @Override
    public Alert map(Alert alert) {
        return alert.seenAt(System.currentTimeMillis(), null);
    }
}

package io.hyperwatch.jobs.replay;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;

import java.util.Comparator;

/**
 * An alert as replay prints it.
 *
 * @param eventTimeMs epoch milliseconds
 * @param json canonical
 */
record ReplayedAlert(
        long eventTimeMs,
        String incidentId,
        AlertKind kind,
        String alertId,
        String rule,
        boolean late,
        String json) {

    /**
     * A total order: an incident is opened before it escalates, and that before it resolves. An id
     * is that of one alert, and should two alerts ever share one, their text decides.
     */
    static final Comparator<ReplayedAlert> ORDER =
            Comparator.comparingLong(ReplayedAlert::eventTimeMs)
                    .thenComparing(ReplayedAlert::incidentId)
                    .thenComparing(ReplayedAlert::kind)
                    .thenComparing(ReplayedAlert::alertId)
                    .thenComparing(ReplayedAlert::json);

    static ReplayedAlert of(Alert alert) {
        return new ReplayedAlert(
                alert.eventTimeMs(),
                alert.incidentId(),
                alert.kind(),
                alert.alertId(),
                alert.rule(),
                alert.late(),
                AlertJson.canonical(alert));
    }
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a core decided. */
public final class RecordedVerdicts implements Verdicts {

    private final List<Alert> alerts = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void incident(Incident revision) {
        incidents.add(revision);
    }

    public List<Alert> alerts() {
        return alerts;
    }

    public List<Incident> incidents() {
        return incidents;
    }
}

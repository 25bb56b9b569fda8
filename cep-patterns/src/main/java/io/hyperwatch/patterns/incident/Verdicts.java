package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;

/** Where a decision core sends what it decided. */
public interface Verdicts {

    void alert(Alert alert);

    void incident(Incident revision);
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;

import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Where the cores of a host send what they decide, for the record or timer at hand. */
final class FlinkOutputs implements Verdicts {

    /** Flink's contexts have no common type for this. */
    interface SideOutput {
        <X> void output(OutputTag<X> tag, X value);
    }

    private SideOutput side;
    private Collector<Alert> alerts;

    void to(SideOutput newSide, Collector<Alert> newAlerts) {
        side = newSide;
        alerts = newAlerts;
    }

    <X> void output(OutputTag<X> tag, X value) {
        side.output(tag, value);
    }

    @Override
    public void alert(Alert alert) {
        alerts.collect(alert);
    }

    @Override
    public void incident(Incident revision) {
        output(DetectorFunction.INCIDENTS, revision);
    }
}

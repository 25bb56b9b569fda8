package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Incident;
import io.hyperwatch.patterns.state.FlinkCell;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Hosts {@link IncidentLedger}: incidents of all detectors connected with the risks of all
 * patterns, both keyed by incident id.
 */
public final class IncidentLedgerFunction
        extends KeyedCoProcessFunction<String, Incident, IncidentRisk, Incident> {

    public static final TypeInformation<Incident> INCIDENT_TYPE =
            TypeInformation.of(Incident.class);
    public static final TypeInformation<IncidentRisk> RISK_TYPE =
            TypeInformation.of(IncidentRisk.class);

    private static final long serialVersionUID = 1L;
    private static final String STATE = "ledger-entry";

    private transient IncidentLedger ledger;
    private transient FlinkDeadline deadline;

    @Override
    public void open(OpenContext openContext) {
        deadline = new FlinkDeadline(getRuntimeContext());
        ledger =
                new IncidentLedger(
                        new FlinkCell<>(
                                getRuntimeContext()
                                        .getState(
                                                new ValueStateDescriptor<>(
                                                        STATE,
                                                        TypeInformation.of(LedgerEntry.class)))));
    }

    @Override
    public void processElement1(Incident update, Context context, Collector<Incident> out) {
        ledger.merge(update, context.timestamp(), out::collect);
        arm(context, context.timestamp());
    }

    @Override
    public void processElement2(IncidentRisk update, Context context, Collector<Incident> out) {
        ledger.merge(update, context.timestamp(), out::collect);
        arm(context, context.timestamp());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Incident> out) {
        if (deadline.fired(context.timerService())) {
            ledger.advance(timestamp);
            arm(context, timestamp);
        }
    }

    private void arm(Context context, long logTimeMs) {
        deadline.arm(context.timerService(), ledger.nextDeadlineMs(), logTimeMs);
    }
}

package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkTable;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Hosts a {@link Detector}: keyed by its subject, record timestamps are log time, alerts are the
 * main output. Decides nothing; wires state, the timer and the outputs.
 *
 * @param <I> the records judged
 */
public abstract class DetectorFunction<I> extends KeyedProcessFunction<String, I, Alert> {

    /** Revisions of the incidents, for {@link IncidentLedgerFunction}. */
    public static final OutputTag<Incident> INCIDENTS =
            new OutputTag<>("incidents", TypeInformation.of(Incident.class));

    public static final TypeInformation<Alert> ALERT_TYPE = TypeInformation.of(Alert.class);

    private static final long serialVersionUID = 1L;
    private static final String INCIDENT_STATE = "incident";

    private transient Detector<I> detector;
    private transient FlinkDeadline deadline;
    private transient Context context;
    private transient Collector<Alert> alerts;

    @Override
    public final void open(OpenContext openContext) {
        deadline = new FlinkDeadline(getRuntimeContext());
        detector = detector(verdicts());
    }

    @Override
    public final void processElement(I input, Context newContext, Collector<Alert> out) {
        context = newContext;
        alerts = out;
        long logTimeMs = newContext.timestamp();
        detector.advance(logTimeMs);
        detector.judge(input, logTimeMs);
        deadline.arm(newContext.timerService(), detector.nextDeadlineMs(), logTimeMs);
    }

    @Override
    public final void onTimer(long timestamp, OnTimerContext newContext, Collector<Alert> out) {
        context = newContext;
        alerts = out;
        if (deadline.fired(newContext.timerService())) {
            detector.advance(timestamp);
            deadline.arm(newContext.timerService(), detector.nextDeadlineMs(), timestamp);
        }
    }

    /** Builds the core on Flink state; called once for each task. */
    protected abstract Detector<I> detector(Verdicts verdicts);

    protected final FlinkCell<IncidentMemory> incidentState() {
        return cell(INCIDENT_STATE, IncidentMemory.class);
    }

    protected final <T> FlinkCell<T> cell(String name, Class<T> type) {
        return new FlinkCell<>(
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>(name, TypeInformation.of(type))));
    }

    protected final <K, V> FlinkTable<K, V> table(String name, Class<K> key, Class<V> value) {
        return new FlinkTable<>(
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        name, TypeInformation.of(key), TypeInformation.of(value))));
    }

    protected final <X> void sideOutput(OutputTag<X> tag, X value) {
        context.output(tag, value);
    }

    private Verdicts verdicts() {
        return new Verdicts() {
            @Override
            public void alert(Alert alert) {
                alerts.collect(alert);
            }

            @Override
            public void incident(Incident revision) {
                sideOutput(INCIDENTS, revision);
            }
        };
    }
}

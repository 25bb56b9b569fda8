package io.hyperwatch.jobs.coverage;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.patterns.coverage.GapLedger;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

import java.util.Map;

/**
 * Stamps an alert with the wall clock and with what is known about gaps in the data it was made of,
 * when it leaves its detector. Alerts are keyed by subject, coverage events are broadcast. Neither
 * stamp is part of the alert's id or canonical form, so it does not matter that the two streams
 * race; no alert waits.
 */
public final class CoverageStampFunction
        extends KeyedBroadcastProcessFunction<String, Alert, CoverageEvent, Alert>
        implements CheckpointedFunction {

    /** The newest event of each gap and each silent stream. */
    public static final MapStateDescriptor<String, CoverageEvent> COVERAGE =
            new MapStateDescriptor<>(
                    "coverage", Types.STRING, TypeInformation.of(CoverageEvent.class));

    private static final long serialVersionUID = 1L;

    private final WallClock clock;
    private transient GapLedger ledger;

    public CoverageStampFunction(WallClock clock) {
        this.clock = clock;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ledger = new GapLedger();
        for (Map.Entry<String, CoverageEvent> entry :
                context.getOperatorStateStore().getBroadcastState(COVERAGE).entries()) {
            ledger.take(entry.getValue());
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // broadcast state is written where it changes
    }

    @Override
    public void processElement(Alert alert, ReadOnlyContext context, Collector<Alert> out) {
        long watermarkMs = context.currentWatermark();
        if (watermarkMs != Long.MIN_VALUE && watermarkMs != Long.MAX_VALUE) {
            ledger.knownUntil(watermarkMs);
        }
        out.collect(alert.seenAt(clock.nowMs(), ledger.coverage(alert)));
    }

    @Override
    public void processBroadcastElement(CoverageEvent event, Context context, Collector<Alert> out)
            throws Exception {
        BroadcastState<String, CoverageEvent> state = context.getBroadcastState(COVERAGE);
        String key = GapLedger.key(event);
        if (key != null) {
            CoverageEvent known = state.get(key);
            if (known == null || event.revision() >= known.revision()) {
                state.put(key, event);
            }
        }
        for (String forgotten : ledger.take(event)) {
            state.remove(forgotten);
        }
    }
}

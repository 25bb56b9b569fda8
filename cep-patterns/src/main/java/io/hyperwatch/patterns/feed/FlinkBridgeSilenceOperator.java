package io.hyperwatch.patterns.feed;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.Verdicts;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Hosts {@link BridgeSilence} behind the coverage source; the only operator that reads a clock.
 * What it says depends on when it ran: it has no place in a replay. One task: hl.coverage.v1 has
 * one partition.
 */
public final class FlinkBridgeSilenceOperator extends AbstractStreamOperator<Alert>
        implements OneInputStreamOperator<CoverageEvent, Alert> {

    private static final long serialVersionUID = 1L;
    private static final String STATE = "bridge-silence";
    private static final long CHECK_EVERY_MS = 5_000;

    private transient ListState<BridgeSilenceState> state;
    private transient BridgeSilenceState restored;
    private transient BridgeSilence silence;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        STATE, TypeInformation.of(BridgeSilenceState.class)));
        for (BridgeSilenceState before : state.get()) {
            restored = before;
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        silence = new BridgeSilence(restored, new Told(), clockMs());
        checkLater();
    }

    @Override
    public void processElement(StreamRecord<CoverageEvent> element) {
        silence.heard(element.getTimestamp(), clockMs());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            silence.heard(mark.getTimestamp() + 1, clockMs());
        }
        super.processWatermark(mark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.clear();
        state.add(silence.state());
    }

    private void checkLater() {
        getProcessingTimeService()
                .registerTimer(
                        clockMs() + CHECK_EVERY_MS,
                        timeMs -> {
                            silence.check(clockMs());
                            checkLater();
                        });
    }

    private long clockMs() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    private final class Told implements Verdicts {

        @Override
        public void alert(Alert alert) {
            output.collect(new StreamRecord<>(alert, alert.eventTimeMs()));
        }

        @Override
        public void incident(Incident revision) {
            output.collect(
                    DetectorFunction.INCIDENTS,
                    new StreamRecord<>(revision, revision.updatedAtMs()));
        }
    }
}

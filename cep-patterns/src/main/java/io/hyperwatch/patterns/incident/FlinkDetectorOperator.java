package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkRemembering;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

import java.util.List;

/**
 * Runs a {@link DetectorFunction}. Time is that of the records alone: the changes of the rules come
 * seldom and tell no time, and waiting for theirs would hold every deadline back (where both
 * streams end, the watermark would jump from the beginning to the end and no deadline would fire).
 */
public final class FlinkDetectorOperator<I>
        extends CoBroadcastWithKeyedOperator<String, I, RuleChange, Alert> {

    private static final long serialVersionUID = 1L;

    FlinkDetectorOperator(DetectorFunction<I> function) {
        super(function, List.of(DetectorFunction.RULES));
    }

    /**
     * Alerts of the rules that a host has, with its other outputs as side outputs.
     *
     * @param records keyed by the subject of the rules, stamped with log time
     * @param changes of all rules
     */
    public static <I> SingleOutputStreamOperator<Alert> judge(
            KeyedStream<I, String> records,
            DataStream<RuleChange> changes,
            String name,
            DetectorFunction<I> function) {
        return records.connect(changes.broadcast())
                .transform(
                        name, DetectorFunction.ALERT_TYPE, new FlinkDetectorOperator<>(function));
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        processWatermark(mark);
    }

    @Override
    public void processWatermark2(Watermark mark) {
        // no time of its own
    }

    @Override
    public void setCurrentKey(Object key) {
        memory().moveTo(key, super::setCurrentKey);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        memory().write(super::setCurrentKey);
        super.snapshotState(context);
    }

    private FlinkMemory memory() {
        return ((FlinkRemembering) userFunction).memory();
    }
}

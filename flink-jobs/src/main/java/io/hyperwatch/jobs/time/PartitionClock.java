package io.hyperwatch.jobs.time;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.HeaderNames;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives each record the log time of its Kafka partition as its Flink timestamp and drops the ticks.
 *
 * <p>Log time is the highest of all ticks so far and of all event times so far, an event time
 * counting at most up to the moment its record was received (a record dated into the future does
 * not pull the clock along, nor does one that another program wrote), and of all times of receipt
 * so far less {@link #SAFETY_MS}. It depends on nothing but the records before it in the partition,
 * so every run over the same log sees the same times, however fast it reads and however many tasks
 * it has. As no tick claims more than the receipt of the records behind it less the same safety, a
 * record's log time does not depend on where between the records the ticks stand either: frames
 * that were recorded and are replayed without the ticks of their day get the same log times. Must
 * be chained to the source: the order of a partition is its input.
 *
 * <p>State: one number per partition, as a union list, because partitions move between tasks when
 * the job is rescaled; of several entries for a partition the highest is the newest.
 */
public final class PartitionClock extends AbstractStreamOperator<RawRecord>
        implements OneInputStreamOperator<RawRecord, RawRecord> {

    /** How far the bridge's ticks stay behind its clock by default. */
    public static final long SAFETY_MS = 1_000;

    private static final long serialVersionUID = 1L;
    private static final String STATE = "partition-time";

    private transient Map<String, Long> clocks;
    private transient ListState<PartitionTime> state;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        clocks = new HashMap<>();
        state =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>(STATE, PartitionTime.class));
        for (PartitionTime restored : state.get()) {
            clocks.merge(restored.partition(), restored.timeMs(), Math::max);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.clear();
        for (Map.Entry<String, Long> clock : clocks.entrySet()) {
            state.add(new PartitionTime(clock.getKey(), clock.getValue()));
        }
    }

    @Override
    public void processElement(StreamRecord<RawRecord> element) {
        RawRecord record = element.getValue();
        boolean tick = HeaderNames.TICK.equals(record.kind());
        String partition = record.topic() + "-" + record.partition();
        long logTime =
                tick || record.fromBridge()
                        ? clocks.merge(partition, reached(record, tick), Math::max)
                        : clocks.getOrDefault(partition, record.timestampMs());
        if (!tick) {
            output.collect(element.replace(record, logTime));
        }
    }

    private static long reached(RawRecord record, boolean tick) {
        if (tick) {
            return record.timestampMs();
        }
        long receivedAtMs = record.provenance().receivedAtMs();
        return Math.max(Math.min(record.timestampMs(), receivedAtMs), receivedAtMs - SAFETY_MS);
    }
}

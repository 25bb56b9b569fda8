package io.hyperwatch.patterns.state;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** Runs a process function that keeps its state in a {@link FlinkMemory}. */
public final class FlinkMemoryOperator<I, O> extends KeyedProcessOperator<String, I, O> {

    private static final long serialVersionUID = 1L;

    private FlinkMemoryOperator(KeyedProcessFunction<String, I, O> function) {
        super(function);
    }

    public static <I, O, F extends KeyedProcessFunction<String, I, O> & FlinkRemembering>
            FlinkMemoryOperator<I, O> of(F function) {
        return new FlinkMemoryOperator<>(function);
    }

    /** As {@code records.process(function)}. */
    public static <I, O, F extends KeyedProcessFunction<String, I, O> & FlinkRemembering>
            SingleOutputStreamOperator<O> process(
                    KeyedStream<I, String> records,
                    String name,
                    TypeInformation<O> type,
                    F function) {
        return records.transform(name, type, of(function));
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

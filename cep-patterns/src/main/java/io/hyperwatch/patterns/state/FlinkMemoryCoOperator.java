package io.hyperwatch.patterns.state;

import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/** Runs a process function of two streams that keeps its state in a {@link FlinkMemory}. */
public final class FlinkMemoryCoOperator<I, J, O> extends KeyedCoProcessOperator<String, I, J, O> {

    private static final long serialVersionUID = 1L;

    private FlinkMemoryCoOperator(KeyedCoProcessFunction<String, I, J, O> function) {
        super(function);
    }

    public static <I, J, O, F extends KeyedCoProcessFunction<String, I, J, O> & FlinkRemembering>
            FlinkMemoryCoOperator<I, J, O> of(F function) {
        return new FlinkMemoryCoOperator<>(function);
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

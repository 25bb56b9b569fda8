package io.hyperwatch.patterns.state;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.util.FlinkRuntimeException;

import java.io.IOException;

/** A {@link Cell} in the keyed state of the current key. */
public final class FlinkCell<T> implements Cell<T> {

    private final ValueState<T> state;

    public FlinkCell(ValueState<T> state) {
        this.state = state;
    }

    @Override
    public T get() {
        try {
            return state.value();
        } catch (IOException e) {
            throw new FlinkRuntimeException("state not readable", e);
        }
    }

    @Override
    public void set(T value) {
        try {
            if (value == null) {
                state.clear();
            } else {
                state.update(value);
            }
        } catch (IOException e) {
            throw new FlinkRuntimeException("state not writable", e);
        }
    }
}

package io.hyperwatch.patterns.state;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.util.FlinkRuntimeException;

import java.io.IOException;

/** A {@link Cell} in the keyed state of the current key. */
public final class FlinkCell<T> implements Cell<T> {

    private final ValueState<T> state;
    private final Turn turn;

    /** In a turn: whether the cell was used, and whether what the state has is known. */
    private boolean touched;

    private boolean read;
    private T stored;
    private T value;

    /** Reads and writes the state each time. */
    public FlinkCell(ValueState<T> state) {
        this(state, null);
    }

    /** Reads and writes the state at most once in a turn. */
    public FlinkCell(ValueState<T> state, Turn turn) {
        this.state = state;
        this.turn = turn;
    }

    @Override
    public T get() {
        if (turn == null) {
            return read();
        }
        if (!touched) {
            touch();
            read = true;
            stored = read();
            value = stored;
        }
        return value;
    }

    @Override
    public void set(T newValue) {
        if (turn == null) {
            write(newValue);
            return;
        }
        touch();
        value = newValue;
    }

    /** The turn is over. */
    void settle() {
        boolean changed = !read || value != stored;
        T last = value;
        touched = false;
        read = false;
        stored = null;
        value = null;
        if (changed) {
            write(last);
        }
    }

    private void touch() {
        if (!touched) {
            touched = true;
            turn.touches(this);
        }
    }

    private T read() {
        try {
            return state.value();
        } catch (IOException e) {
            throw new FlinkRuntimeException("state not readable", e);
        }
    }

    private void write(T newValue) {
        try {
            if (newValue == null) {
                state.clear();
            } else {
                state.update(newValue);
            }
        } catch (IOException e) {
            throw new FlinkRuntimeException("state not writable", e);
        }
    }
}

package io.hyperwatch.patterns.state;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.util.FlinkRuntimeException;

import java.io.IOException;

/** A {@link Cell} in the keyed state of the current key. */
public final class FlinkCell<T> implements Cell<T>, FlinkMemory.Part {

    private final ValueState<T> state;
    private final FlinkMemory memory;
    private final int place;

    private static final class Kept<T> {
        private T value;
        private boolean changed;
    }

    /** Reads and writes the state each time. */
    public FlinkCell(ValueState<T> state) {
        this.state = state;
        this.memory = null;
        this.place = 0;
    }

    /** Reads and writes by the operator's memory. */
    public FlinkCell(ValueState<T> state, FlinkMemory memory) {
        this.state = state;
        this.memory = memory;
        this.place = memory.add(this);
    }

    @Override
    public T get() {
        if (memory == null) {
            return read();
        }
        Kept<T> kept = kept();
        if (kept == null) {
            kept = new Kept<>();
            kept.value = read();
            memory.keep(place, kept);
        }
        return kept.value;
    }

    @Override
    public void set(T newValue) {
        if (memory == null) {
            write(newValue);
            return;
        }
        Kept<T> kept = kept();
        if (kept == null) {
            kept = new Kept<>();
            kept.changed = true;
            memory.keep(place, kept);
        } else if (kept.value != newValue) {
            kept.changed = true;
        }
        kept.value = newValue;
    }

    @Override
    public boolean isChanged(Object kept) {
        return of(kept).changed;
    }

    @Override
    public void writeKept(Object kept) {
        Kept<T> mine = of(kept);
        write(mine.value);
        mine.changed = false;
    }

    private Kept<T> kept() {
        return of(memory.kept(place));
    }

    @SuppressWarnings("unchecked")
    private Kept<T> of(Object kept) {
        return (Kept<T>) kept;
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

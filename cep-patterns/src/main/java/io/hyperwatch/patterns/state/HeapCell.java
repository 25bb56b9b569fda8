package io.hyperwatch.patterns.state;

/** A {@link Cell} in plain memory. */
public final class HeapCell<T> implements Cell<T> {

    private T value;

    @Override
    public T get() {
        return value;
    }

    @Override
    public void set(T newValue) {
        value = newValue;
    }
}

package io.hyperwatch.patterns.state;

/** One value that a decision core keeps: plain memory in tests, Flink keyed state in a job. */
public interface Cell<T> {

    /** Null when absent. */
    T get();

    /** Null clears. */
    void set(T value);
}

package io.hyperwatch.patterns.state;

import java.util.Map;

/**
 * A map that a decision core keeps its state in: plain memory in tests and replays, Flink keyed
 * state in a job. Values are immutable; a change is a {@link #put}.
 */
public interface Table<K, V> {

    /** Null when absent. */
    V get(K key);

    void put(K key, V value);

    void remove(K key);

    /** In no particular order. Removing while iterating is not allowed. */
    Iterable<Map.Entry<K, V>> entries();
}

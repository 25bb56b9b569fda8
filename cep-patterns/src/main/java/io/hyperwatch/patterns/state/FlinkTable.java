package io.hyperwatch.patterns.state;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

import java.util.Map;

/** A {@link Table} in the keyed state of the current key. */
public final class FlinkTable<K, V> implements Table<K, V> {

    private final MapState<K, V> state;

    public FlinkTable(MapState<K, V> state) {
        this.state = state;
    }

    @Override
    public V get(K key) {
        try {
            return state.get(key);
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not readable", e);
        }
    }

    @Override
    public void put(K key, V value) {
        try {
            state.put(key, value);
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not writable", e);
        }
    }

    @Override
    public void remove(K key) {
        try {
            state.remove(key);
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not writable", e);
        }
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        try {
            return state.entries();
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not readable", e);
        }
    }
}

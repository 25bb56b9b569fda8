package io.hyperwatch.patterns.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link Table} in plain memory. */
public final class HeapTable<K, V> implements Table<K, V> {

    private final Map<K, V> map = new LinkedHashMap<>();

    @Override
    public V get(K key) {
        return map.get(key);
    }

    @Override
    public void put(K key, V value) {
        map.put(key, value);
    }

    @Override
    public void remove(K key) {
        map.remove(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return map.entrySet();
    }

    public int size() {
        return map.size();
    }
}

package io.hyperwatch.patterns.state;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link Table} in the keyed state of the current key.
 *
 * <p>With a memory: a small table is known as a whole once it has been looked through. What is put
 * in and taken out again between two checkpoints, as records that are held for 10 s, then never
 * costs a reading or writing of the state.
 */
public final class FlinkTable<K, V> implements Table<K, V>, FlinkMemory.Part {

    private final MapState<K, V> state;
    private final FlinkMemory memory;
    private final int place;

    /** Of one key. */
    private static final class Kept<K, V> {
        private final Map<K, Entry<V>> entries = new HashMap<>();

        /** Whether the state has no entry that is not here. */
        private boolean whole;

        private boolean changed;
    }

    private static final class Entry<V> {
        /** Null: there is none. */
        private V value;

        private boolean changed;

        /** Whether the state may have an entry. */
        private boolean stored;

        private Entry(V value, boolean changed, boolean stored) {
            this.value = value;
            this.changed = changed;
            this.stored = stored;
        }
    }

    /** Reads and writes the state each time. */
    public FlinkTable(MapState<K, V> state) {
        this.state = state;
        this.memory = null;
        this.place = 0;
    }

    /** Reads and writes by the operator's memory. */
    public FlinkTable(MapState<K, V> state, FlinkMemory memory) {
        this.state = state;
        this.memory = memory;
        this.place = memory.add(this);
    }

    @Override
    public V get(K key) {
        if (memory == null) {
            return read(key);
        }
        Kept<K, V> kept = kept();
        Entry<V> entry = kept.entries.get(key);
        if (entry == null) {
            if (kept.whole) {
                return null;
            }
            V value = read(key);
            entry = new Entry<>(value, false, value != null);
            add(kept, key, entry);
        }
        return entry.value;
    }

    @Override
    public void put(K key, V value) {
        if (memory == null) {
            write(key, value);
            return;
        }
        Kept<K, V> kept = kept();
        Entry<V> entry = kept.entries.get(key);
        if (entry == null) {
            add(kept, key, new Entry<>(value, true, !kept.whole));
        } else {
            entry.value = value;
            entry.changed = true;
        }
        kept.changed = true;
    }

    @Override
    public void remove(K key) {
        boolean stored = true;
        if (memory != null) {
            Kept<K, V> kept = kept();
            Entry<V> entry = kept.entries.remove(key);
            stored = entry == null ? !kept.whole : entry.stored;
            memory.grown(entry == null ? 0 : -1);
        }
        if (stored) {
            removeStored(key);
        }
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        if (memory == null) {
            return stored();
        }
        Kept<K, V> kept = kept();
        if (!kept.whole) {
            writeKept(kept);
            readIfSmall(kept);
        }
        if (!kept.whole) {
            return stored();
        }
        List<Map.Entry<K, V>> all = new ArrayList<>(kept.entries.size());
        kept.entries.forEach(
                (key, entry) -> {
                    if (entry.value != null) {
                        all.add(Map.entry(key, entry.value));
                    }
                });
        return all;
    }

    @Override
    public boolean isChanged(Object kept) {
        return of(kept).changed;
    }

    @Override
    public void writeKept(Object kept) {
        Kept<K, V> mine = of(kept);
        Map<K, V> changed = new HashMap<>();
        mine.entries.forEach(
                (key, entry) -> {
                    if (entry.changed) {
                        changed.put(key, entry.value);
                        entry.changed = false;
                        entry.stored = true;
                    }
                });
        mine.changed = false;
        try {
            state.putAll(changed);
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not writable", e);
        }
    }

    private void readIfSmall(Kept<K, V> kept) {
        Map<K, V> read = new HashMap<>();
        for (Map.Entry<K, V> entry : stored()) {
            if (read.size() == memory.small()) {
                return;
            }
            read.put(entry.getKey(), entry.getValue());
        }
        read.forEach(
                (key, value) -> {
                    if (!kept.entries.containsKey(key)) {
                        add(kept, key, new Entry<>(value, false, true));
                    }
                });
        kept.whole = true;
    }

    private Kept<K, V> kept() {
        Kept<K, V> kept = of(memory.kept(place));
        if (kept == null) {
            kept = new Kept<>();
            memory.keep(place, kept);
        }
        return kept;
    }

    private void add(Kept<K, V> kept, K key, Entry<V> entry) {
        kept.entries.put(key, entry);
        memory.grown(1);
    }

    @SuppressWarnings("unchecked")
    private Kept<K, V> of(Object kept) {
        return (Kept<K, V>) kept;
    }

    private V read(K key) {
        try {
            return state.get(key);
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not readable", e);
        }
    }

    private void write(K key, V value) {
        try {
            state.put(key, value);
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not writable", e);
        }
    }

    private void removeStored(K key) {
        try {
            state.remove(key);
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not writable", e);
        }
    }

    private Iterable<Map.Entry<K, V>> stored() {
        try {
            return state.entries();
        } catch (Exception e) {
            throw new FlinkRuntimeException("state not readable", e);
        }
    }
}

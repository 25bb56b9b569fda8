package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Counts what is kept, by the name of the state. */
final class StateCount {

    private record Watched(String name, LongSupplier entries) {}

    private final List<Watched> watched = new ArrayList<>();

    <T> HeapCell<T> watch(String name, HeapCell<T> cell) {
        watched.add(new Watched(name, () -> cell.get() == null ? 0 : 1));
        return cell;
    }

    <K, V> HeapTable<K, V> watch(String name, HeapTable<K, V> table) {
        watched.add(new Watched(name, table::size));
        return table;
    }

    /** Entries of all keys; those with none are left out. */
    Map<String, Object> entries() {
        Map<String, Object> entries = new TreeMap<>();
        for (Watched one : watched) {
            long count = one.entries().getAsLong();
            if (count > 0) {
                entries.merge(one.name(), count, (a, b) -> (long) a + (long) b);
            }
        }
        return entries;
    }
}

package io.hyperwatch.patterns.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one operator has read or set of its keyed state lately, by key and as objects. Its {@link
 * FlinkCell}s and {@link FlinkTable}s write to the state backend when a checkpoint begins and when
 * there are too many of them, not at each record: on RocksDB every reading and writing costs a
 * serialization (of an open incident with its evidence some 10 kB), and half a dozen rules look at
 * the same few coins for each of the thousand fills of a block.
 *
 * <p>The operator tells each change of the key ({@link #moveTo}) and each snapshot ({@link
 * #write}), so what is written to the backend is complete whenever anybody else looks at it. Values
 * are immutable. What is here is lost with the task, as the writes since the last checkpoint are in
 * any case.
 */
public final class FlinkMemory {

    /**
     * Keys, cells and entries of tables; at some 200 B each 10 MB. What a storm asks for again and
     * again must fit: the seconds of 20 minutes of 162 coins are 30,000 entries of one operator.
     */
    private static final int MOST = 50_000;

    /** 20 minutes have 1,200 seconds. */
    private static final int SMALL = 2_000;

    private final List<Part> parts = new ArrayList<>();
    private final Map<String, Object[]> byKey = new HashMap<>();
    private final int most;
    private final int small;
    private Object[] current;
    private int size;

    /** A cell or table: what it keeps of a key is its own affair. */
    interface Part {

        boolean isChanged(Object kept);

        /** To the state of the backend's current key. */
        void writeKept(Object kept);
    }

    public FlinkMemory() {
        this(MOST, SMALL);
    }

    /**
     * @param most keys, cells and entries of tables that are kept
     * @param small entries of a table that is known as a whole, at most
     */
    FlinkMemory(int most, int small) {
        this.most = most;
        this.small = small;
    }

    /**
     * What follows is about this key.
     *
     * @param backend sets its key
     */
    public void moveTo(Object key, Consumer<Object> backend) {
        if (size > most) {
            write(backend);
            byKey.clear();
            size = 0;
        }
        backend.accept(key);
        current = byKey.get(key);
        if (current == null) {
            current = new Object[parts.size()];
            byKey.put((String) key, current);
            size++;
        }
    }

    /**
     * Writes all that was changed; the next thing is {@link #moveTo}.
     *
     * @param backend sets its key
     */
    public void write(Consumer<Object> backend) {
        current = null;
        byKey.forEach(
                (key, kept) -> {
                    boolean atKey = false;
                    for (int i = 0; i < kept.length; i++) {
                        if (kept[i] != null && parts.get(i).isChanged(kept[i])) {
                            if (!atKey) {
                                backend.accept(key);
                                atKey = true;
                            }
                            parts.get(i).writeKept(kept[i]);
                        }
                    }
                });
    }

    /** Its place from now on; all parts come before the first key. */
    int add(Part part) {
        parts.add(part);
        return parts.size() - 1;
    }

    /** Of the current key; null when nothing is. */
    Object kept(int part) {
        return current[part];
    }

    void keep(int part, Object kept) {
        current[part] = kept;
        size++;
    }

    /** Entries of a table that is known as a whole, at most. */
    int small() {
        return small;
    }

    /** A table keeps so many entries more, or less. */
    void grown(int by) {
        size += by;
    }
}

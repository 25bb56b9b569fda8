package io.hyperwatch.patterns.state;

import java.util.ArrayList;
import java.util.List;

/**
 * One record or timer of a Flink function: all that happens in it is about one key. The cells of a
 * function that share its turn read their state at most once in it and write it at most once, at
 * its end. On RocksDB each reading and writing costs a serialization: of an open incident with its
 * evidence some 10 kB, and a detector looks at it half a dozen times for each record.
 *
 * <p>To be ended by the function behind each record and timer, before Flink can take a checkpoint
 * or go on to another key. A turn that fails is not ended; the job begins again from a checkpoint.
 */
public final class Turn {

    private final List<FlinkCell<?>> touched = new ArrayList<>();

    void touches(FlinkCell<?> cell) {
        touched.add(cell);
    }

    /** Writes what was set and forgets what was read. */
    public void end() {
        for (FlinkCell<?> cell : touched) {
            cell.settle();
        }
        touched.clear();
    }
}

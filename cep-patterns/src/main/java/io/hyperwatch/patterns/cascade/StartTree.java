package io.hyperwatch.patterns.cascade;

import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums over any closed interval of starts, exact to the millisecond, for a number of reads that
 * does not depend on how many liquidations began in it.
 *
 * <p>A tree of four levels with 32 stretches a node: a node covers 32 ms, 1.024 s, 32.8 s or 17.5
 * minutes, and holds the sum of each of its stretches. A change writes one node a level, a sum
 * reads at most two a level. Thousands of liquidations that begin in one millisecond are one sum.
 *
 * <p>An object serves one judgement: it reads each node once.
 */
final class StartTree {

    private static final int BITS = 5;
    private static final int SLOTS = 1 << BITS;
    private static final int LEVELS = 4;

    /** What tells the levels apart in a key. */
    private static final int LEVEL_BITS = 2;

    private final Table<Long, StartNode> nodes;
    private final Map<Long, StartNode> read = new HashMap<>();

    StartTree(Table<Long, StartNode> nodes) {
        this.nodes = nodes;
    }

    /** Whether all that the node of this key covers is before the time. */
    static boolean isBefore(long key, long timeMs) {
        int level = (int) (key & (1 << LEVEL_BITS) - 1);
        long afterMs = (key >> LEVEL_BITS) + 1 << BITS * (level + 1);
        return afterMs <= timeMs;
    }

    StartSum between(long fromMs, long toMs) {
        Adding sum = new Adding(fromMs, toMs);
        long last = toMs >> BITS * LEVELS;
        for (long index = fromMs >> BITS * LEVELS; index <= last; index++) {
            sum.add(LEVELS - 1, index);
        }
        return new StartSum(0, sum.count, sum.totalUsd, sum.lowestPrice, sum.highestPrice);
    }

    StartSum at(long startMs) {
        return node(0, startMs >> BITS).in((int) (startMs & SLOTS - 1));
    }

    /** More began in this millisecond, or what began in it has grown. */
    void add(long startMs, StartSum more) {
        long index = startMs;
        for (int level = 0; level < LEVELS; level++) {
            int slot = (int) (index & SLOTS - 1);
            index >>= BITS;
            StartNode node = node(level, index);
            write(level, index, node.with(node.in(slot).plus(more).at(slot)));
        }
    }

    /** What began in this millisecond is from now on this; prices may have gone. */
    void put(long startMs, StartSum sum) {
        StartSum changed = sum;
        long index = startMs;
        for (int level = 0; level < LEVELS; level++) {
            int slot = (int) (index & SLOTS - 1);
            index >>= BITS;
            StartNode node = node(level, index).with(changed.at(slot));
            write(level, index, node);
            changed = node.total();
        }
    }

    /** The sum of a closed interval, while the tree is gone through. */
    private final class Adding {

        private final long fromMs;
        private final long toMs;
        private int count;
        private BigDecimal totalUsd = BigDecimal.ZERO;
        private BigDecimal lowestPrice;
        private BigDecimal highestPrice;

        Adding(long fromMs, long toMs) {
            this.fromMs = fromMs;
            this.toMs = toMs;
        }

        void add(int level, long index) {
            for (StartSum sum : node(level, index).sums()) {
                long below = (index << BITS) + sum.slot();
                long firstMs = below << BITS * level;
                long lastMs = firstMs + (1L << BITS * level) - 1;
                if (firstMs >= fromMs && lastMs <= toMs) {
                    add(sum);
                } else if (lastMs >= fromMs && firstMs <= toMs) {
                    add(level - 1, below);
                }
            }
        }

        private void add(StartSum sum) {
            count += sum.count();
            totalUsd = totalUsd.add(sum.totalUsd());
            lowestPrice = StartSum.lower(lowestPrice, sum.lowestPrice());
            highestPrice = StartSum.higher(highestPrice, sum.highestPrice());
        }
    }

    private StartNode node(int level, long index) {
        return read.computeIfAbsent(
                key(level, index),
                key -> {
                    StartNode node = nodes.get(key);
                    return node == null ? StartNode.EMPTY : node;
                });
    }

    private void write(int level, long index, StartNode node) {
        long key = key(level, index);
        read.put(key, node);
        if (node.sums().isEmpty()) {
            nodes.remove(key);
        } else {
            nodes.put(key, node);
        }
    }

    private static long key(int level, long index) {
        return index << LEVEL_BITS | level;
    }
}

package io.hyperwatch.testbed.bench;

import java.util.List;

/** Percentiles of measured values, by the nearest rank. */
public final class Percentiles {

    private static final int ALL = 100;

    private Percentiles() {}

    /**
     * The smallest value that is not below {@code percent} percent of all; the list is not empty.
     */
    public static long of(List<Long> values, int percent) {
        List<Long> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / (double) ALL * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    public static String format(List<Long> values, int percent) {
        return values.isEmpty() ? "-" : Long.toString(of(values, percent));
    }
}

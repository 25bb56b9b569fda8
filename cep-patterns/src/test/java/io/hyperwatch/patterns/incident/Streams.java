package io.hyperwatch.patterns.incident;

/**
 * How many random streams a test draws: ten times as many with the Maven profile {@code deep},
 * which sets {@code -Dhyperwatch.deep}.
 */
public final class Streams {

    private static final int TIMES = Boolean.getBoolean("hyperwatch.deep") ? 10 : 1;

    private Streams() {}

    public static int of(int count) {
        return count * TIMES;
    }
}

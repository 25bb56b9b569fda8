package io.hyperwatch.events;

/**
 * The place of a record in the order the bridge received it; header {@code sequence}, written
 * {@code <bridge start ms>.<counter>}. Rises within each partition, over bridge restarts too.
 *
 * @param epochMs start of the bridge process, epoch milliseconds
 * @param counter position since that start
 */
public record Sequence(long epochMs, long counter) implements Comparable<Sequence> {

    public static final Sequence NONE = new Sequence(0, 0);

    /**
     * @throws IllegalArgumentException when the text is not {@code <number>.<number>}
     */
    public static Sequence parse(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0) {
            throw new IllegalArgumentException("not a sequence: " + text);
        }
        return new Sequence(
                Long.parseLong(text, 0, dot, 10), Long.parseLong(text, dot + 1, text.length(), 10));
    }

    @Override
    public int compareTo(Sequence other) {
        int byEpoch = Long.compare(epochMs, other.epochMs);
        return byEpoch != 0 ? byEpoch : Long.compare(counter, other.counter);
    }

    @Override
    public String toString() {
        return epochMs + "." + counter;
    }
}

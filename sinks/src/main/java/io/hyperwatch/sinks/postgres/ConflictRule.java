package io.hyperwatch.sinks.postgres;

import org.apache.flink.util.function.SerializableFunction;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which of two rows with the same key stays. The same rule twice: as SQL for a row that is stored
 * already, and in Java for two rows of one batch, since Postgres refuses to touch a row twice in
 * one statement.
 */
public interface ConflictRule<T> extends Serializable {

    /**
     * @param otherColumns all columns that are not in the key
     * @return what follows {@code on conflict (key)}; the stored row is called {@code stored}
     */
    String sql(List<String> otherColumns);

    T merge(T earlier, T later);

    /** Rows never change: the first one stays. */
    static <T> ConflictRule<T> keepFirst() {
        return new KeepFirst<>();
    }

    /**
     * Only a higher revision changes a row.
     *
     * @param expressions what a column becomes where that is not simply the newer value, in terms
     *     of {@code stored} and {@code excluded}
     * @param carry the same in Java: the newer row with what it keeps of the older one
     */
    static <T> ConflictRule<T> higherRevision(
            SerializableFunction<T, Integer> revision,
            Map<String, String> expressions,
            Carry<T> carry) {
        return new HigherRevision<>(revision, expressions, carry);
    }

    /** Only a higher revision changes a row, and then all of it. */
    static <T> ConflictRule<T> higherRevision(SerializableFunction<T, Integer> revision) {
        return higherRevision(revision, Map.of(), (older, newer) -> newer);
    }

    /**
     * Only a later time changes a row, and then all of it; for rows that show what was seen last.
     *
     * @param column where the time stands
     * @param timeMs epoch milliseconds
     */
    static <T> ConflictRule<T> later(String column, SerializableFunction<T, Long> timeMs) {
        return new Later<>(column, timeMs);
    }

    /** The newer row with what it keeps of the older one. */
    @FunctionalInterface
    interface Carry<T> extends Serializable {
        T apply(T older, T newer);
    }

    /** See {@link #keepFirst}. */
    record KeepFirst<T>() implements ConflictRule<T> {
        @Override
        public String sql(List<String> otherColumns) {
            return "do nothing";
        }

        @Override
        public T merge(T earlier, T later) {
            return earlier;
        }
    }

    /** See {@link #higherRevision}. */
    record HigherRevision<T>(
            SerializableFunction<T, Integer> revision,
            Map<String, String> expressions,
            Carry<T> carry)
            implements ConflictRule<T> {
        @Override
        public String sql(List<String> otherColumns) {
            return update(otherColumns, expressions, "revision");
        }

        @Override
        public T merge(T earlier, T later) {
            return revision.apply(later) > revision.apply(earlier)
                    ? carry.apply(earlier, later)
                    : earlier;
        }
    }

    /** See {@link #later}. */
    record Later<T>(String column, SerializableFunction<T, Long> timeMs)
            implements ConflictRule<T> {
        @Override
        public String sql(List<String> otherColumns) {
            return update(otherColumns, Map.of(), column);
        }

        @Override
        public T merge(T earlier, T later) {
            return timeMs.apply(later) > timeMs.apply(earlier) ? later : earlier;
        }
    }

    private static String update(
            List<String> columns, Map<String, String> expressions, String rising) {
        return columns.stream()
                .map(
                        column ->
                                "\"%s\" = %s"
                                        .formatted(
                                                column,
                                                expressions.getOrDefault(
                                                        column, "excluded.\"" + column + "\"")))
                .collect(
                        Collectors.joining(
                                ", ",
                                "do update set ",
                                " where excluded.%1$s > stored.%1$s".formatted(rising)));
    }
}

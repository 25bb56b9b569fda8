package io.hyperwatch.sinks.postgres;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How rows of one type go into one table of the schema {@code hyperwatch}.
 *
 * @param name without the schema
 * @param key names of the columns that identify a row
 * @param columns all columns
 * @param conflictRule which of two rows with the same key stays
 * @param batching when rows are written
 */
public record PostgresTable<T>(
        String name,
        List<String> key,
        List<Column<T>> columns,
        ConflictRule<T> conflictRule,
        Batching batching)
        implements Serializable {

    /** Idempotent: the same row twice is the same as once. */
    public String upsertSql() {
        List<String> others =
                columns.stream().map(Column::name).filter(column -> !key.contains(column)).toList();
        return "insert into hyperwatch.%s as stored (%s) values (%s) on conflict (%s) %s"
                .formatted(
                        name,
                        quoted(columns.stream().map(Column::name).toList()),
                        columns.stream().map(Column::placeholder).collect(Collectors.joining(", ")),
                        quoted(key),
                        conflictRule.sql(others));
    }

    /** Values of the key columns, in the order of the columns. */
    public List<Object> keyOf(T row) {
        List<Object> values = new ArrayList<>(key.size());
        for (Column<T> column : columns) {
            if (key.contains(column.name())) {
                values.add(column.valueOf(row));
            }
        }
        return values;
    }

    void bind(PreparedStatement statement, T row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1, row);
        }
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }
}

package io.hyperwatch.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The answer to a query as a table of text. */
final class ResultTable {

    private static final int MAX_WIDTH = 80;

    private final List<List<String>> rows = new ArrayList<>();

    private ResultTable() {}

    static ResultTable of(Connection connection, String query) throws SQLException {
        ResultTable table = new ResultTable();
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(query)) {
                table.rows.add(List.of("rows changed"));
                table.rows.add(List.of(Integer.toString(statement.getUpdateCount())));
                return table;
            }
            try (ResultSet result = statement.getResultSet()) {
                ResultSetMetaData columns = result.getMetaData();
                List<String> header = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    header.add(columns.getColumnLabel(i));
                }
                table.rows.add(header);
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        row.add(cell(result.getString(i)));
                    }
                    table.rows.add(row);
                }
            }
        }
        return table;
    }

    static ResultTable of(List<List<String>> rows) {
        ResultTable table = new ResultTable();
        table.rows.addAll(rows);
        return table;
    }

    private static String cell(String value) {
        String text = value == null ? "" : value.replace('\n', ' ');
        return text.length() > MAX_WIDTH ? text.substring(0, MAX_WIDTH - 1) + "…" : text;
    }

    /** Columns aligned, a rule below the header. */
    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String value = rows.get(r).get(i);
                line.append(value).append(" ".repeat(widths[i] - value.length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (r == 0) {
                for (int width : widths) {
                    text.append("-".repeat(width)).append("  ");
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}

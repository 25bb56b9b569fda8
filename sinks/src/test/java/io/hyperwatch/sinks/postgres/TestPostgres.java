package io.hyperwatch.sinks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One migrated Postgres for all tests of the module; it ends with the JVM. */
final class TestPostgres {

    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            Migrations.apply(url(server), "postgres", null);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String url(EmbeddedPostgres server) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    static String url() {
        return url(SERVER);
    }

    static PostgresSettings settings() {
        return PostgresSettings.of(url(), "postgres");
    }

    static void execute(String sql) throws SQLException {
        try (Connection connection = settings().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static void truncate(PostgresTable<?> table) throws SQLException {
        execute("truncate hyperwatch." + table.name());
    }

    /** Rows as column name to text. */
    static List<Map<String, String>> query(String sql) throws SQLException {
        return query(settings(), sql);
    }

    static List<Map<String, String>> query(PostgresSettings settings, String sql)
            throws SQLException {
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
            try (ResultSet result = statement.executeQuery(sql)) {
                List<Map<String, String>> rows = new ArrayList<>();
                while (result.next()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    static int count(String table) throws SQLException {
        return Integer.parseInt(
                query("select count(*) as n from hyperwatch." + table).get(0).get("n"));
    }
}

package io.hyperwatch.testbed.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresServerTest {

    @TempDir Path parent;

    @Test
    void keepsCommittedRowsWhenItsLauncherIsKilledAndOverARestart() throws Exception {
        Path directory = parent.resolve("postgres");
        try (JavaProcess launcher =
                JavaProcess.start(PostgresLauncher.class, directory.toString())) {
            String jdbcUrl = launcher.awaitLine("postgres=");
            execute(jdbcUrl, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (7)");
            launcher.kill();
            assertThat(query(jdbcUrl, "SELECT n FROM t")).as("left running").isEqualTo("7");
        }
        int port;
        try (PostgresServer postgres = PostgresServer.start(directory, 0)) {
            port = postgres.port();
            assertThat(query(postgres.jdbcUrl(), "SELECT n FROM t")).isEqualTo("7");
            assertThat(query(postgres.jdbcUrl(), "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres.jdbcUrl(), "SHOW full_page_writes")).isEqualTo("on");
            execute(postgres.jdbcUrl(), "UPDATE t SET n = 8");
        }
        try (PostgresServer postgres = PostgresServer.start(directory, port)) {
            assertThat(postgres.port()).isEqualTo(port);
            assertThat(query(postgres.jdbcUrl(), "SELECT n FROM t")).isEqualTo("8");
        }
    }

    @Test
    void startsAfreshWhenTheFirstStartOnADirectoryWasCutShort() throws Exception {
        Path directory = Files.createDirectory(parent.resolve("postgres"));
        Files.writeString(directory.resolve("PG_VERSION"), "14");
        Files.writeString(parent.resolve("postgres.initialising"), "");
        try (PostgresServer postgres = PostgresServer.start(directory, 0)) {
            assertThat(query(postgres.jdbcUrl(), "SELECT current_database()"))
                    .isEqualTo("hyperwatch");
        }
        assertThat(parent.resolve("postgres.initialising")).doesNotExist();
    }

    private static void execute(String jdbcUrl, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(String jdbcUrl, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

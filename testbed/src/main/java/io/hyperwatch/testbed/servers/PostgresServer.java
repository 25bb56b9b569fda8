package io.hyperwatch.testbed.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import javax.sql.DataSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Postgres on this machine from bundled binaries, with a database {@code hyperwatch} owned
 * by the user {@code hyperwatch} (password the same). Listens on localhost only and writes with
 * {@code fsync} on.
 *
 * <p>The postmaster is a process of its own and survives a launcher that is killed; the next start
 * on the same directory stops it first. Nothing stops it when the JVM merely exits: close it.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String NAME = "hyperwatch";

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** On a free port, with a directory that is deleted by {@link #close}. */
    public static PostgresServer startTemporary() {
        return start(null, 0);
    }

    /**
     * Starts the server and creates the database if it is missing.
     *
     * @param dataDirectory kept over restarts; null for a temporary one
     * @param port 0 picks a free one
     * @throws IllegalStateException when the server does not come up
     */
    public static PostgresServer start(Path dataDirectory, int port) {
        try {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setRegisterShutdownHook(false)
                            .setServerConfig("fsync", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "100")
                            .setConnectConfig("connectTimeout", "20");
            if (dataDirectory == null) {
                FreePort.require(port);
                return new PostgresServer(withDatabase(builder.start()));
            }
            Path directory = dataDirectory.toAbsolutePath().normalize();
            StalePostmaster.stop(directory);
            FreePort.require(port);
            builder.setDataDirectory(directory).setCleanDataDirectory(false);
            return new PostgresServer(startOn(directory, builder));
        } catch (IOException | SQLException | RuntimeException e) {
            throw new IllegalStateException(
                    "Postgres did not start on port "
                            + port
                            + (dataDirectory == null ? "" : " with directory " + dataDirectory)
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Stops what a killed launcher left running on the directory; does nothing otherwise. */
    public static void stopStale(Path dataDirectory) throws IOException {
        StalePostmaster.stop(dataDirectory.toAbsolutePath().normalize());
    }

    /** JDBC URL with user and password, of the database {@code hyperwatch}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:"
                + port()
                + "/"
                + NAME
                + "?user="
                + NAME
                + "&password="
                + NAME;
    }

    public int port() {
        return postgres.getPort();
    }

    /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException("Postgres did not stop: " + e.getMessage(), e);
        }
    }

    /**
     * A first start that is killed half-way leaves a directory Postgres cannot use. The note beside
     * the directory says that it is ours and unfinished, so it may be deleted.
     */
    private static EmbeddedPostgres startOn(Path directory, EmbeddedPostgres.Builder builder)
            throws IOException, SQLException {
        Path unfinished = directory.resolveSibling(directory.getFileName() + ".initialising");
        if (Files.exists(unfinished)) {
            deleteRecursively(directory);
        }
        if (Files.exists(directory.resolve("PG_VERSION"))) {
            return withDatabase(builder.start());
        }
        Files.createDirectories(directory.getParent());
        Files.writeString(unfinished, "first start of " + directory + " has not ended\n");
        EmbeddedPostgres started = withDatabase(builder.start());
        Files.delete(unfinished);
        return started;
    }

    private static EmbeddedPostgres withDatabase(EmbeddedPostgres started)
            throws IOException, SQLException {
        try {
            DataSource superuser = started.getPostgresDatabase();
            try (Connection connection = superuser.getConnection()) {
                if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?")) {
                    execute(connection, "CREATE ROLE " + NAME + " LOGIN PASSWORD '" + NAME + "'");
                }
                if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?")) {
                    execute(connection, "CREATE DATABASE " + NAME + " OWNER " + NAME);
                }
            }
            return started;
        } catch (SQLException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, NAME);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void deleteRecursively(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}

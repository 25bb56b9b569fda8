package io.hyperwatch.sinks.postgres;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.postgresql.Driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Properties;

/** Brings a database to the tables and views of this version: schema {@code hyperwatch}. */
public final class Migrations {

    public static final String SCHEMA = "hyperwatch";

    private static final int OLDEST_POSTGRES = 14;
    private static final int CONNECT_TIMEOUT_S = 10;

    private Migrations() {}

    /**
     * Applies what is missing. Safe to run again and from several processes at once.
     *
     * @param user null where the URL names the user
     * @param password null where none is needed or the URL has it
     * @return number of migrations applied
     * @throws MigrationException one sentence that says what to do: not reachable, too old,
     *     migrated by a newer version
     */
    public static int apply(String jdbcUrl, String user, String password) {
        checkServer(jdbcUrl, user, password);
        Flyway flyway =
                Flyway.configure(Migrations.class.getClassLoader())
                        .dataSource(jdbcUrl, user, password)
                        .locations("classpath:hyperwatch/sql")
                        .schemas(SCHEMA)
                        .defaultSchema(SCHEMA)
                        .placeholderReplacement(false)
                        .failOnMissingLocations(true)
                        .load();
        try {
            refuseNewer(flyway, jdbcUrl);
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new MigrationException(
                    "Migrating %s failed: %s".formatted(masked(jdbcUrl), firstLine(e)), e);
        }
    }

    private static void checkServer(String jdbcUrl, String user, String password) {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_S));
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT_S));
        try (Connection connection = new Driver().connect(jdbcUrl, properties)) {
            if (connection == null) {
                throw new MigrationException(
                        "Not a Postgres JDBC URL (jdbc:postgresql://host:port/database): "
                                + masked(jdbcUrl),
                        null);
            }
            refuseOld(connection.getMetaData().getDatabaseMajorVersion(), jdbcUrl);
        } catch (SQLException e) {
            throw new MigrationException(
                    "Postgres at %s cannot be used: %s".formatted(masked(jdbcUrl), firstLine(e)),
                    e);
        }
    }

    static void refuseOld(int majorVersion, String jdbcUrl) {
        if (majorVersion < OLDEST_POSTGRES) {
            throw new MigrationException(
                    "Postgres %d or newer is needed, %s runs version %d."
                            .formatted(OLDEST_POSTGRES, masked(jdbcUrl), majorVersion),
                    null);
        }
    }

    private static void refuseNewer(Flyway flyway, String jdbcUrl) {
        Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getVersion() != null)
                .filter(migration -> !migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .ifPresent(
                        version -> {
                            throw new MigrationException(
                                    "The database %s was migrated to version %s by a newer Hyperwatch: upgrade this one."
                                            .formatted(masked(jdbcUrl), version),
                                    null);
                        });
    }

    private static String masked(String jdbcUrl) {
        return PostgresSettings.masked(jdbcUrl);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

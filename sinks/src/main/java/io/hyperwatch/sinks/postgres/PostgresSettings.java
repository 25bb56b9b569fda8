package io.hyperwatch.sinks.postgres;

import io.hyperwatch.sinks.Variables;

import org.postgresql.Driver;
import org.postgresql.PGProperty;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How to reach Postgres. Holds the name of the variable with the password, never the password: it
 * is read where the connection is made.
 *
 * @param url {@code jdbc:postgresql://host:port/database}; parameters in it win over the fields
 *     here, also {@code user=} and {@code password=}
 * @param user null where the URL names the user
 * @param passwordVariable name of the environment variable with the password, see {@link Variables}
 * @param connectTimeoutMs for opening a connection
 * @param socketTimeoutMs for an answer; a server that is silent for longer counts as lost
 * @param statementTimeoutMs after which the server gives a statement up
 * @param maxOutageMs how long a writer keeps trying before it fails its task; more than a restart
 *     of Postgres takes, less than the checkpoint timeout of 10 min
 */
public record PostgresSettings(
        String url,
        String user,
        String passwordVariable,
        int connectTimeoutMs,
        int socketTimeoutMs,
        int statementTimeoutMs,
        long maxOutageMs)
        implements Serializable {

    public static final String DEFAULT_PASSWORD_VARIABLE = "POSTGRES_PASSWORD";

    private static final Pattern SECRETS =
            Pattern.compile("(?i)((?:ssl)?password=)[^&]*|(?<=//)[^/@]*@");

    /** Connect 10 s, socket 30 s, statement 20 s, outage 5 min. */
    public static PostgresSettings of(String url, String user) {
        return new PostgresSettings(
                url, user, DEFAULT_PASSWORD_VARIABLE, 10_000, 30_000, 20_000, 300_000);
    }

    public PostgresSettings withMaxOutageMs(long newMaxOutageMs) {
        return new PostgresSettings(
                url,
                user,
                passwordVariable,
                connectTimeoutMs,
                socketTimeoutMs,
                statementTimeoutMs,
                newMaxOutageMs);
    }

    /** The driver itself rather than DriverManager, which does not see drivers of a job's jar. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            PGProperty.USER.set(properties, user);
        }
        Variables.read(passwordVariable)
                .ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
        PGProperty.APPLICATION_NAME.set(properties, "hyperwatch");
        PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds(connectTimeoutMs));
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds(connectTimeoutMs));
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(socketTimeoutMs));
        PGProperty.OPTIONS.set(properties, "-c statement_timeout=" + statementTimeoutMs);
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("not a Postgres JDBC URL: " + masked(url), "08001");
        }
        return connection;
    }

    /** The URL without anything secret. */
    static String masked(String url) {
        return url == null ? null : SECRETS.matcher(url).replaceAll("$1***");
    }

    private static int seconds(int millis) {
        return Math.max(1, millis / 1000);
    }

    @Override
    public String toString() {
        return "PostgresSettings[url=%s, user=%s, passwordVariable=%s, maxOutageMs=%d]"
                .formatted(masked(url), user, passwordVariable, maxOutageMs);
    }
}

package io.hyperwatch.sinks.postgres;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.List;

/** One connection that writes batches into one table; connects when it first has to. */
final class UpsertSession<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpsertSession.class);
    private static final String DATA_EXCEPTION = "22000";

    private final PostgresTable<T> table;
    private final PostgresSettings settings;
    private Connection connection;
    private PreparedStatement upsert;

    UpsertSession(PostgresTable<T> table, PostgresSettings settings) {
        this.table = table;
        this.settings = settings;
    }

    /** All rows or none, in one transaction. */
    void write(List<T> rows) throws SQLException {
        if (connection == null) {
            connection = settings.connect();
            connection.setAutoCommit(false);
            upsert = connection.prepareStatement(table.upsertSql());
        }
        try {
            for (T row : rows) {
                bind(row);
                upsert.addBatch();
            }
            upsert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            undo(e);
            throw e;
        }
    }

    private void bind(T row) throws SQLException {
        try {
            table.bind(upsert, row);
        } catch (RuntimeException e) {
            throw new SQLDataException("row cannot be bound: " + e, DATA_EXCEPTION, e);
        }
    }

    private void undo(SQLException cause) {
        try {
            upsert.clearBatch();
            connection.rollback();
        } catch (SQLException e) {
            cause.setNextException(e);
        }
    }

    /** Drops the connection; the next write makes a new one. Never throws. */
    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        upsert = null;
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("connection for {} was already broken: {}", table.name(), e.getMessage());
        }
    }
}

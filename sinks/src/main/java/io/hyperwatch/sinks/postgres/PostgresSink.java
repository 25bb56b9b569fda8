package io.hyperwatch.sinks.postgres;

import io.hyperwatch.sinks.DeadLetterChannel;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;

/**
 * Writes a stream into a table, at least once; with the table's idempotent upsert that is exactly
 * once in effect. See {@link PostgresWriter} for what happens when Postgres refuses or is away.
 */
public final class PostgresSink<T> implements Sink<T> {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSink.class);

    private final PostgresTable<T> table;
    private final PostgresSettings settings;
    private final Batching batching;
    private final DeadLetterChannel.Factory deadLetters;

    public PostgresSink(
            PostgresTable<T> table,
            PostgresSettings settings,
            Batching batching,
            DeadLetterChannel.Factory deadLetters) {
        this.table = table;
        this.settings = settings;
        this.batching = batching;
        this.deadLetters = deadLetters;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        // The driver registers itself with the JVM; in a job's jar it would keep the whole jar
        // loaded after the job has ended.
        if (Driver.class.getClassLoader() != Sink.class.getClassLoader()) {
            context.getUserCodeClassLoader()
                    .registerReleaseHookIfAbsent(
                            "deregister-postgres-driver", PostgresSink::deregisterDriver);
        }
        return new PostgresWriter<>(table, settings, batching, deadLetters, context);
    }

    private static void deregisterDriver() {
        try {
            if (Driver.isRegistered()) {
                Driver.deregister();
            }
        } catch (SQLException e) {
            LOG.warn("Postgres driver could not be deregistered", e);
        }
    }
}

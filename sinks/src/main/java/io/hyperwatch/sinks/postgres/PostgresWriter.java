package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.sinks.DeadLetterChannel;

import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Buffers rows by key, writes them in batches, and deals with what Postgres answers:
 *
 * <ul>
 *   <li>a refused row is found by halving the batch and goes to the dead letters; all others are
 *       written;
 *   <li>while Postgres is away, rows stay here and are tried again; then the stream, and the
 *       checkpoint, wait for it, up to {@link PostgresSettings#maxOutageMs()};
 *   <li>anything else fails the write, and the job restarts by its own strategy.
 * </ul>
 *
 * <p>Runs in the task's thread only. Waiting yields to the mailbox, where the retry timer is.
 */
final class PostgresWriter<T> implements SinkWriter<T> {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresWriter.class);
    private static final long FIRST_BACKOFF_MS = 100;
    private static final long MAX_BACKOFF_MS = 5_000;
    private static final int MAX_DOUBLINGS = 10;
    private static final long NEVER = -1;

    private final PostgresTable<T> table;
    private final PostgresSettings settings;
    private final Batching batching;
    private final DeadLetterChannel.Factory deadLetterFactory;
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService clock;
    private final UpsertSession<T> session;
    private final Counter written;
    private final Counter rejected;
    private final Counter failures;

    private final Map<List<Object>, T> buffer = new LinkedHashMap<>();
    private DeadLetterChannel deadLetters;
    private boolean timerSet;
    private long nextWriteAtMs;
    private long awaySinceMs = NEVER;
    private int failedAttempts;
    private IOException broken;

    PostgresWriter(
            PostgresTable<T> table,
            PostgresSettings settings,
            Batching batching,
            DeadLetterChannel.Factory deadLetterFactory,
            WriterInitContext context) {
        this.table = table;
        this.settings = settings;
        this.batching = batching;
        this.deadLetterFactory = deadLetterFactory;
        this.mailbox = context.getMailboxExecutor();
        this.clock = context.getProcessingTimeService();
        this.session = new UpsertSession<>(table, settings);
        this.written = context.metricGroup().getNumRecordsSendCounter();
        this.rejected = context.metricGroup().counter("rowsRejected");
        this.failures = context.metricGroup().counter("failedAttempts");
        context.metricGroup().gauge("bufferedRows", buffer::size);
    }

    @Override
    public void write(T row, Context context) throws IOException, InterruptedException {
        failIfBroken();
        while (buffer.size() >= batching.capacity()) {
            mailbox.yield();
            failIfBroken();
        }
        buffer.merge(table.keyOf(row), row, table.conflictRule()::merge);
        boolean due =
                buffer.size() >= batching.maxRows()
                        || clock.getCurrentProcessingTime() >= nextWriteAtMs;
        if (due && !isAway()) {
            writeBuffer();
        } else {
            setTimer(nextWriteAtMs);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        failIfBroken();
        if (!isAway()) {
            writeBuffer();
        }
        while (!buffer.isEmpty()) {
            mailbox.yield();
            failIfBroken();
        }
        if (deadLetters != null) {
            deadLetters.flush();
        }
    }

    /** An exception from here would kill the whole task manager, so none leaves. */
    @Override
    public void close() {
        session.close();
        if (deadLetters != null) {
            try {
                deadLetters.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("dead-letter channel of {} did not close", table.name(), e);
            }
        }
    }

    private boolean isAway() {
        return awaySinceMs != NEVER;
    }

    private void isBack() {
        awaySinceMs = NEVER;
        failedAttempts = 0;
    }

    private void setTimer(long atMs) {
        if (!timerSet) {
            timerSet = true;
            clock.registerTimer(atMs, time -> onTimer());
        }
    }

    private void onTimer() throws IOException {
        timerSet = false;
        writeBuffer();
    }

    private void writeBuffer() throws IOException {
        try {
            while (!buffer.isEmpty()) {
                write(buffer.entrySet().stream().limit(batching.maxRows()).map(Row::of).toList());
            }
            nextWriteAtMs = clock.getCurrentProcessingTime() + batching.intervalMs();
        } catch (SQLException e) {
            retryLater(e);
        } catch (IOException e) {
            broken = e;
            throw e;
        }
    }

    private void write(List<Row<T>> rows) throws SQLException, IOException {
        try {
            session.write(rows.stream().map(Row::value).toList());
            written.inc(rows.size());
            rows.forEach(row -> buffer.remove(row.key()));
            isBack();
        } catch (SQLException e) {
            switch (Failure.of(e)) {
                case TRANSIENT -> throw e;
                case ROW -> {
                    isBack();
                    rejectOneOf(rows, e);
                }
                default ->
                        throw new IOException(
                                "Postgres refuses to write table hyperwatch.%s: %s"
                                        .formatted(table.name(), firstLine(e)),
                                e);
            }
        }
    }

    private void rejectOneOf(List<Row<T>> rows, SQLException e) throws SQLException, IOException {
        if (rows.size() > 1) {
            int middle = rows.size() / 2;
            write(rows.subList(0, middle));
            write(rows.subList(middle, rows.size()));
            return;
        }
        if (deadLetters == null) {
            deadLetters = deadLetterFactory.open();
        }
        Row<T> row = rows.get(0);
        String reason = "refused by Postgres (%s): %s".formatted(e.getSQLState(), firstLine(e));
        deadLetters.send(
                DeadLetter.of(
                        "postgres table " + table.name(),
                        reason,
                        new String(EventCodec.encode(row.value()), StandardCharsets.UTF_8),
                        clock.getCurrentProcessingTime()));
        rejected.inc();
        buffer.remove(row.key());
        LOG.warn("row of {} {}", table.name(), reason);
    }

    private void retryLater(SQLException e) throws IOException {
        session.close();
        failures.inc();
        long now = clock.getCurrentProcessingTime();
        if (!isAway()) {
            awaySinceMs = now;
        }
        if (now - awaySinceMs >= settings.maxOutageMs()) {
            broken =
                    new IOException(
                            "Postgres could not be written for %d s, table hyperwatch.%s: %s"
                                    .formatted(
                                            (now - awaySinceMs) / 1000, table.name(), firstLine(e)),
                            e);
            throw broken;
        }
        long backoff =
                Math.min(
                        MAX_BACKOFF_MS,
                        FIRST_BACKOFF_MS << Math.min(failedAttempts, MAX_DOUBLINGS));
        long jittered = ThreadLocalRandom.current().nextLong(backoff / 2, backoff + 1);
        failedAttempts++;
        LOG.warn(
                "Postgres is away, table {} tries again in {} ms: {}",
                table.name(),
                jittered,
                firstLine(e));
        setTimer(now + jittered);
    }

    private void failIfBroken() throws IOException {
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    /** Without the detail lines, which quote rows. */
    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private record Row<T>(List<Object> key, T value) {
        static <T> Row<T> of(Map.Entry<List<Object>, T> entry) {
            return new Row<>(entry.getKey(), entry.getValue());
        }
    }
}

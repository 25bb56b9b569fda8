package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Trade;
import io.hyperwatch.sinks.DeadLetterChannel;

import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresWriterTest {

    private static final Batching OF_500 = new Batching(500, 50);

    private final ManualWriterContext context = new ManualWriterContext();
    private final CollectedLetters letters = new CollectedLetters();

    @BeforeEach
    void emptyTables() throws Exception {
        TestPostgres.truncate(AlertsTable.TABLE);
        TestPostgres.truncate(TradesTable.TABLE);
    }

    @Test
    void theFirstRowAfterAQuietTimeIsWrittenAtOnceAndTheNextOnesTogether() throws Exception {
        try (SinkWriter<Alert> writer = alertWriter()) {
            writer.write(Rows.alert(0), null);
            assertThat(TestPostgres.count("alerts")).isEqualTo(1);

            writer.write(Rows.alert(1), null);
            writer.write(Rows.alert(2), null);
            context.advance(49);
            assertThat(TestPostgres.count("alerts")).isEqualTo(1);

            context.advance(1);
            assertThat(TestPostgres.count("alerts")).isEqualTo(3);
        }
    }

    @Test
    void aFullBatchDoesNotWaitForTheInterval() throws Exception {
        try (SinkWriter<Alert> writer = alertWriter()) {
            for (int i = 0; i <= 500; i++) {
                writer.write(Rows.alert(i), null);
            }
            assertThat(TestPostgres.count("alerts")).isEqualTo(501);
        }
    }

    @Test
    void aCheckpointLeavesNothingInTheBuffer() throws Exception {
        try (SinkWriter<Alert> writer = alertWriter()) {
            writer.write(Rows.alert(0), null);
            writer.write(Rows.alert(1), null);
            writer.flush(false);
            assertThat(TestPostgres.count("alerts")).isEqualTo(2);
            assertThat(context.counted("numRecordsSend")).isEqualTo(2);
        }
    }

    @Test
    void poisonRowsInABatchOf500GoToTheDeadLettersAndAllOthersAreWritten() throws Exception {
        try (SinkWriter<Alert> writer = alertWriter()) {
            writer.write(Rows.alert(0), null);
            for (int i = 1; i < 500; i++) {
                writer.write(
                        switch (i) {
                            case 77 -> Rows.alert("nul-77", AlertKind.OPEN, "a\0b", "{}");
                            case 78 ->
                                    Rows.alert(
                                            "json-78", AlertKind.OPEN, "t", "{\"a\":\"\\u0000\"}");
                            case 250 -> Rows.alert("kind-250", AlertKind.UNKNOWN, "t", "{}");
                            case 333 -> Rows.alert("null-333", AlertKind.OPEN, null, "{}");
                            case 400 -> Rows.alert("bind-400", null, "t", "{}");
                            case 499 -> Rows.alert(incompressible(), AlertKind.OPEN, "t", "{}");
                            default -> Rows.alert(i);
                        },
                        null);
            }
            writer.flush(false);
        }
        assertThat(TestPostgres.count("alerts")).isEqualTo(494);
        assertThat(letters.letters)
                .extracting(letter -> letter.origin() + " " + letter.reason())
                .anySatisfy(text -> assertThat(text).contains("refused by Postgres (22021)"))
                .anySatisfy(text -> assertThat(text).contains("refused by Postgres (22P05)"))
                .anySatisfy(
                        text -> assertThat(text).contains("(23514)").contains("alerts_kind_check"))
                .anySatisfy(text -> assertThat(text).contains("(23502)").contains("title"))
                .anySatisfy(text -> assertThat(text).contains("row cannot be bound"))
                .anySatisfy(text -> assertThat(text).contains("(54000)").contains("index row"))
                .hasSize(6)
                .allSatisfy(text -> assertThat(text).startsWith("postgres table alerts"))
                .allSatisfy(text -> assertThat(text).doesNotContain("\n"));
        assertThat(letters.letters.get(0).payload())
                .startsWith("{\"alert_id\":\"nul-77\"")
                .contains("\"title\":\"a\\u0000b\"");
        assertThat(context.counted("rowsRejected")).isEqualTo(letters.letters.size());
        assertThat(letters.flushes).isEqualTo(1);
        assertThat(letters.closed).isTrue();
    }

    @Test
    void aNumberBeyondPostgresIsOneDeadLetter() throws Exception {
        try (SinkWriter<Trade> writer = tradeWriter()) {
            writer.write(Rows.trade(1, "1"), null);
            writer.write(Rows.trade(2, "1e140000"), null);
            writer.write(Rows.trade(3, "3"), null);
            writer.flush(false);
        }
        assertThat(TestPostgres.count("trades")).isEqualTo(2);
        assertThat(letters.letters)
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(letter.reason()).contains("price has too many digits"));
    }

    @Test
    void theSameKeyTwiceInABatchIsWrittenOnce() throws Exception {
        try (SinkWriter<Trade> writer = tradeWriter()) {
            writer.write(Rows.trade(0, "1"), null);
            IntStream.range(0, 10)
                    .mapToObj(i -> Rows.trade(5, "1" + i))
                    .forEach(trade -> writeUnchecked(writer, trade));
            writer.flush(false);
        }
        assertThat(TestPostgres.query("select price from hyperwatch.trades where tid = 5"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("price", "10"));
        assertThat(letters.letters).isEmpty();
    }

    @Test
    void whilePostgresIsAwayTheCheckpointWaitsAndThenTheWriteFails() throws Exception {
        PostgresSettings nowhere =
                PostgresSettings.of("jdbc:postgresql://localhost:1/postgres", "postgres")
                        .withMaxOutageMs(20_000);
        try (SinkWriter<Alert> writer =
                new PostgresSink<>(AlertsTable.TABLE, nowhere, OF_500, () -> letters)
                        .createWriter(context)) {
            writer.write(Rows.alert(1), null);
            assertThatThrownBy(() -> writer.flush(false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not be written for 2")
                    .hasMessageContaining("hyperwatch.alerts");
            assertThat(context.yields()).isGreaterThan(5);
            assertThatThrownBy(() -> writer.write(Rows.alert(2), null))
                    .isInstanceOf(IOException.class);
        }
        assertThat(letters.letters).isEmpty();
    }

    @Test
    void theStreamWaitsWhenTheBufferIsFull() throws Exception {
        PostgresSettings nowhere =
                PostgresSettings.of("jdbc:postgresql://localhost:1/postgres", "postgres")
                        .withMaxOutageMs(5_000);
        try (SinkWriter<Alert> writer =
                new PostgresSink<>(AlertsTable.TABLE, nowhere, new Batching(10, 50), () -> letters)
                        .createWriter(context)) {
            for (int i = 0; i < 40; i++) {
                writer.write(Rows.alert(i), null);
            }
            assertThat(context.yields()).isZero();
            assertThatThrownBy(() -> writer.write(Rows.alert(40), null))
                    .isInstanceOf(IOException.class);
            assertThat(context.yields()).isPositive();
        }
    }

    @Test
    void closingNeverThrows() throws Exception {
        DeadLetterChannel stubborn =
                new DeadLetterChannel() {
                    @Override
                    public void send(DeadLetter letter) {
                        letters.send(letter);
                    }

                    @Override
                    public void flush() {
                        letters.flush();
                    }

                    @Override
                    public void close() throws IOException {
                        throw new IOException("will not close");
                    }
                };
        SinkWriter<Alert> writer =
                new PostgresSink<>(
                                AlertsTable.TABLE, TestPostgres.settings(), OF_500, () -> stubborn)
                        .createWriter(context);
        writer.write(Rows.alert("poison", AlertKind.OPEN, "\0", "{}"), null);
        writer.write(Rows.alert(1), null);
        assertThatCode(writer::close).doesNotThrowAnyException();
        assertThat(letters.letters).hasSize(1);
    }

    @Test
    void aMissingTableFailsTheWriteWithASentence() throws Exception {
        PostgresTable<Alert> missing =
                new PostgresTable<>(
                        "no_such_table",
                        AlertsTable.TABLE.key(),
                        AlertsTable.TABLE.columns(),
                        ConflictRule.keepFirst(),
                        OF_500);
        try (SinkWriter<Alert> writer =
                new PostgresSink<>(missing, TestPostgres.settings(), OF_500, () -> letters)
                        .createWriter(context)) {
            assertThatThrownBy(() -> writer.write(Rows.alert(1), null))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refuses to write table hyperwatch.no_such_table")
                    .hasMessageContaining("does not exist");
        }
    }

    /** Too long for an index, also when compressed. */
    private static String incompressible() {
        return new Random(1)
                .ints(20_000)
                .mapToObj(Integer::toHexString)
                .collect(Collectors.joining());
    }

    private SinkWriter<Alert> alertWriter() {
        return new PostgresSink<>(AlertsTable.TABLE, TestPostgres.settings(), OF_500, () -> letters)
                .createWriter(context);
    }

    private SinkWriter<Trade> tradeWriter() {
        return new PostgresSink<>(TradesTable.TABLE, TestPostgres.settings(), OF_500, () -> letters)
                .createWriter(context);
    }

    private static void writeUnchecked(SinkWriter<Trade> writer, Trade trade) {
        try {
            writer.write(trade, null);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

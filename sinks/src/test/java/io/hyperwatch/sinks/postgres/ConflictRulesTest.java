package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the order, the duplicates and the batches: a higher revision wins. */
class ConflictRulesTest {

    private static final int STREAMS = 1_000;
    private static final int ROWS_A_STREAM = 12;

    private final CollectedLetters letters = new CollectedLetters();

    @BeforeEach
    void emptyTables() throws Exception {
        TestPostgres.truncate(IncidentsTable.TABLE);
        TestPostgres.truncate(LiquidationsTable.TABLE);
    }

    @Test
    void incidentsOfAThousandRandomStreamsEndAsANaiveMapSays() throws Exception {
        Random random = new Random(20251010);
        Map<String, String> expected = new TreeMap<>();
        try (SinkWriter<Incident> writer =
                sink(IncidentsTable.TABLE, random).createWriter(new ManualWriterContext())) {
            for (int stream = 0; stream < STREAMS; stream++) {
                List<Incident> rows = new ArrayList<>();
                for (int i = 0; i < ROWS_A_STREAM; i++) {
                    int revision = 1 + random.nextInt(4);
                    rows.add(
                            Rows.incident(
                                    "s%04d-%d".formatted(stream, random.nextInt(3)),
                                    revision,
                                    // As a rule writes them: never quieter than before.
                                    Severity.values()[revision],
                                    revision + "000",
                                    revision + "0"));
                }
                Map<String, Incident> naive = new TreeMap<>();
                rows.forEach(
                        row ->
                                naive.merge(
                                        row.incidentId(),
                                        row,
                                        (a, b) -> a.revision() >= b.revision() ? a : b));
                naive.forEach((id, row) -> expected.put(id, text(row)));
                writeShuffled(writer, rows, random);
            }
            writer.flush(false);
        }
        Map<String, String> stored = new TreeMap<>();
        TestPostgres.query(
                        "select incident_id, revision, severity, value_usd, event_count"
                                + " from hyperwatch.incidents")
                .forEach(
                        row ->
                                stored.put(
                                        row.get("incident_id"),
                                        "%s %s %s %s"
                                                .formatted(
                                                        row.get("revision"),
                                                        row.get("severity"),
                                                        row.get("value_usd"),
                                                        row.get("event_count"))));
        assertThat(stored).isEqualTo(expected);
        assertThat(letters.letters).isEmpty();
    }

    @Test
    void batchesInMemoryAndRowsInPostgresFollowTheSameRule() throws Exception {
        Random random = new Random(7);
        for (int stream = 0; stream < 100; stream++) {
            List<LiquidationFill> rows = new ArrayList<>();
            for (int i = 0; i < ROWS_A_STREAM; i++) {
                rows.add(
                        Rows.liquidation(
                                random.nextInt(3),
                                1 + i,
                                random.nextBoolean() ? null : "0x" + random.nextInt(100),
                                random.nextBoolean() ? null : "-" + random.nextInt(100),
                                random.nextBoolean() ? null : random.nextInt(50)));
            }
            TestPostgres.truncate(LiquidationsTable.TABLE);
            write(new Batching(1, 0), rows);
            List<Map<String, String>> oneByOne = liquidations();
            TestPostgres.truncate(LiquidationsTable.TABLE);
            write(new Batching(5, 1_000), rows);
            assertThat(liquidations()).isEqualTo(oneByOne);
        }
    }

    @Test
    void whatIsOnceKnownOfTheOtherSideStaysKnown() throws Exception {
        write(
                new Batching(1, 0),
                List.of(
                        Rows.liquidation(1, 1, Rows.OTHER_USER, null, 20),
                        Rows.liquidation(1, 2, null, "-5", null),
                        Rows.liquidation(1, 1, "0xlate", "-9", 99)));
        assertThat(liquidations())
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("revision", "2")
                                        .containsEntry("counterparty", Rows.OTHER_USER)
                                        .containsEntry("closed_pnl", "-5")
                                        .containsEntry("leverage", "20"));
    }

    @Test
    void severityValueAndRiskOfAnIncidentNeverShrink() throws Exception {
        try (SinkWriter<Incident> writer =
                new PostgresSink<>(
                                IncidentsTable.TABLE,
                                TestPostgres.settings(),
                                new Batching(1, 0),
                                () -> letters)
                        .createWriter(new ManualWriterContext())) {
            writer.write(Rows.incident("i", 1, Severity.CRITICAL, "10", "80"), null);
            writer.write(Rows.incident("i", 2, Severity.WARNING, "9.99", null), null);
        }
        assertThat(TestPostgres.query("select * from hyperwatch.incidents"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("revision", "2")
                                        .containsEntry("severity", "critical")
                                        .containsEntry("value_usd", "10")
                                        .containsEntry("risk_score", "80"));
    }

    private static String text(Incident row) {
        return "%d %s %s %d"
                .formatted(
                        row.revision(),
                        row.severity().wireName(),
                        row.valueUsd().toPlainString(),
                        row.eventCount());
    }

    private <T> void writeShuffled(SinkWriter<T> writer, List<T> rows, Random random)
            throws IOException, InterruptedException {
        List<T> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        for (T row : shuffled) {
            writer.write(row, null);
        }
        if (random.nextInt(3) == 0) {
            writer.flush(false);
        }
    }

    private <T> Sink<T> sink(PostgresTable<T> table, Random random) {
        Batching batching = new Batching(1 + random.nextInt(20), 1_000);
        return new PostgresSink<>(table, TestPostgres.settings(), batching, () -> letters);
    }

    private void write(Batching batching, List<LiquidationFill> rows) throws Exception {
        try (SinkWriter<LiquidationFill> writer =
                new PostgresSink<>(
                                LiquidationsTable.TABLE,
                                TestPostgres.settings(),
                                batching,
                                () -> letters)
                        .createWriter(new ManualWriterContext())) {
            for (LiquidationFill row : rows) {
                writer.write(row, null);
            }
            writer.flush(false);
        }
    }

    private static List<Map<String, String>> liquidations() throws Exception {
        return TestPostgres.query("select * from hyperwatch.liquidations order by tid");
    }
}

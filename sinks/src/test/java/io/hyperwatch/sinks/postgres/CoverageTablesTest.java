package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of the completeness of the streams, in its tables and questions. */
class CoverageTablesTest {

    private static final CollectedLetters LETTERS = new CollectedLetters();
    private static final PostgresSinks SINKS =
            new PostgresSinks(TestPostgres.settings(), () -> LETTERS);
    private static final long NOW = Rows.BLACK_FRIDAY;

    @BeforeEach
    void emptyTables() throws SQLException {
        TestPostgres.truncate(CoverageGapsTable.TABLE);
        TestPostgres.truncate(CoverageEventsTable.TABLE);
    }

    @AfterEach
    void nothingWasRefused() {
        assertThat(LETTERS.letters).isEmpty();
    }

    @Test
    void aGapIsOpenUntilAHigherRevisionClosesIt() throws Exception {
        write(SINKS.coverageGaps(), opened(1));
        assertThat(onlyRow("coverage_gaps"))
                .containsEntry("stream", "trades:BTC")
                .containsEntry("gap_start", "2025-10-10 21:15:03.127+00")
                .containsEntry("gap_end", null)
                .containsEntry("reason", "disconnect")
                .containsEntry("backfilled", "0")
                .containsEntry("closed_by", null);

        write(SINKS.coverageGaps(), closed(2));
        write(SINKS.coverageGaps(), opened(1));
        assertThat(onlyRow("coverage_gaps"))
                .containsEntry("gap_end", "2025-10-10 21:15:13.127+00")
                .containsEntry("backfilled", "12")
                .containsEntry("closed_by", "resumed")
                .containsEntry("revision", "2");
    }

    @Test
    void mismatchesOfOneMillisecondAreAllKeptAndEachOnce() throws Exception {
        write(SINKS.coverageEvents(), mismatch("100.5", 1));
        write(SINKS.coverageEvents(), mismatch("100.5", 1), mismatch("3", 2));
        assertThat(TestPostgres.query("select * from hyperwatch.coverage_events order by sequence"))
                .hasSize(2)
                .first()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("stream", "allMids")
                                        .containsEntry("event_time", "2025-10-10 21:15:03.127+00")
                                        .containsEntry("kind", "mismatch")
                                        .containsEntry("reason", "mismatch")
                                        .containsEntry("expected", "100.5")
                                        .containsEntry("actual", "101")
                                        .containsEntry("detail", "BTC is off")
                                        .containsEntry("sequence", "7.1"));
    }

    @Test
    void whatIsMissingNowAreOpenGapsAndStreamsThatHaveNotSpokenSince() throws Exception {
        write(SINKS.coverageGaps(), opened(1));
        write(
                SINKS.coverageEvents(),
                spoke(CoverageKind.STALE, "allMids", NOW),
                spoke(CoverageKind.STALE, "l2Book:ETH", NOW),
                spoke(CoverageKind.LIVE, "l2Book:ETH", NOW + 5_000));
        assertThat(TestPostgres.query(question("missing_now")))
                .extracting(row -> row.get("what") + " " + row.get("stream"))
                .containsExactlyInAnyOrder("gap trades:BTC", "silent allMids");

        write(SINKS.coverageGaps(), closed(2));
        write(SINKS.coverageEvents(), spoke(CoverageKind.LIVE, "allMids", NOW + 1));
        assertThat(TestPostgres.query(question("missing_now"))).isEmpty();
    }

    private static CoverageEvent opened(int revision) {
        return new CoverageEvent(
                CoverageKind.GAP_OPENED,
                "trades:BTC",
                NOW + 1_000,
                NOW,
                null,
                "disconnect",
                0,
                null,
                null,
                null,
                null,
                revision,
                Rows.PROVENANCE);
    }

    private static CoverageEvent closed(int revision) {
        return new CoverageEvent(
                CoverageKind.GAP_CLOSED,
                "trades:BTC",
                NOW + 11_000,
                NOW,
                NOW + 10_000,
                "disconnect",
                12,
                CoverageEvent.RESUMED,
                null,
                null,
                null,
                revision,
                Rows.PROVENANCE);
    }

    private static CoverageEvent mismatch(String expected, long counter) {
        return new CoverageEvent(
                CoverageKind.MISMATCH,
                "allMids",
                NOW,
                null,
                null,
                "mismatch",
                0,
                null,
                new BigDecimal(expected),
                new BigDecimal("101"),
                "BTC is off",
                1,
                Rows.provenance(7, counter));
    }

    private static CoverageEvent spoke(CoverageKind kind, String stream, long timeMs) {
        return new CoverageEvent(
                kind,
                stream,
                timeMs,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                1,
                Rows.PROVENANCE);
    }

    private static String question(String name) throws IOException {
        try (var sql =
                Migrations.class.getResourceAsStream("/hyperwatch/sql/queries/" + name + ".sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @SafeVarargs
    private static <T> void write(Sink<T> sink, T... rows) throws Exception {
        try (SinkWriter<T> writer = sink.createWriter(new ManualWriterContext())) {
            for (T row : rows) {
                writer.write(row, null);
            }
            writer.flush(false);
        }
    }

    private static Map<String, String> onlyRow(String table) throws SQLException {
        List<Map<String, String>> rows = TestPostgres.query("select * from hyperwatch." + table);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}

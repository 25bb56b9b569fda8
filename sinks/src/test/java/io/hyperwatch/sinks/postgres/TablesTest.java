package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.DeliveryStatus;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Candle;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Side;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What each record looks like in its table, column by column. */
class TablesTest {

    private static final CollectedLetters LETTERS = new CollectedLetters();
    private static final PostgresSinks SINKS =
            new PostgresSinks(TestPostgres.settings(), () -> LETTERS);

    @Test
    void anAlertIsStoredWithAllItsFigures() throws Exception {
        store(
                SINKS.alerts(),
                AlertsTable.TABLE,
                Rows.alert("a1", AlertKind.OPEN, "Flash loan", "{\"total_usd\": \"500000.01\"}"));
        assertThat(onlyRow("alerts"))
                .containsEntry("alert_id", "a1")
                .containsEntry("incident_id", "incident-a1")
                .containsEntry("kind", "open")
                .containsEntry("rule", "flash-loan")
                .containsEntry("rule_version", "3")
                .containsEntry("severity", "critical")
                .containsEntry("subject", "venue")
                .containsEntry("coin", "BTC")
                .containsEntry("user_address", Rows.USER)
                .containsEntry("title", "Flash loan")
                .containsEntry("message", "Two liquidations within 10 s.")
                .containsEntry("value_usd", "500000.010")
                .containsEntry("event_time", "2025-10-10 21:15:03.127+00")
                .containsEntry("first_event_time", "2025-10-10 21:14:54.127+00")
                .containsEntry("detected_at", "2025-10-10 21:15:03.427+00")
                .containsEntry("late", "t")
                .containsEntry("details", "{\"total_usd\": \"500000.01\"}")
                .containsEntry("evidence", "{\"count\": 2}")
                .containsEntry("coverage", "{}");
    }

    @Test
    void anIncidentIsStoredAndShownWhileOpen() throws Exception {
        Incident open = Rows.incident("i1", 1, Severity.HIGH, "1000.5", "55");
        store(SINKS.incidents(), IncidentsTable.TABLE, open);
        assertThat(onlyRow("v_incidents_open")).containsEntry("incident_id", "i1");

        Incident resolved =
                new Incident(
                        "i1",
                        "flash-loan",
                        "venue",
                        IncidentState.RESOLVED,
                        Severity.HIGH,
                        Rows.BLACK_FRIDAY,
                        Rows.BLACK_FRIDAY + 60_000,
                        Rows.BLACK_FRIDAY + 60_000,
                        2,
                        null,
                        null,
                        2);
        write(SINKS.incidents(), resolved);
        assertThat(onlyRow("incidents"))
                .containsEntry("state", "resolved")
                .containsEntry("opened_at", "2025-10-10 21:15:03.127+00")
                .containsEntry("updated_at", "2025-10-10 21:16:03.127+00")
                .containsEntry("resolved_at", "2025-10-10 21:16:03.127+00")
                .containsEntry("event_count", "2")
                .containsEntry("value_usd", "1000.5")
                .containsEntry("risk_score", "55")
                .containsEntry("revision", "2");
        assertThat(TestPostgres.count("v_incidents_open")).isZero();
    }

    @Test
    void aCandleIsStoredExactly() throws Exception {
        store(
                SINKS.candles(),
                CandlesTable.TABLE,
                new Candle(
                        "kPEPE",
                        "1m",
                        1_760_130_900_000L,
                        1_760_130_959_999L,
                        new BigDecimal("0.0000001"),
                        new BigDecimal("123456789012345678901234567890.123456789"),
                        new BigDecimal("0.00000001"),
                        new BigDecimal("0.10"),
                        new BigDecimal("0"),
                        3,
                        true,
                        4,
                        false));
        assertThat(onlyRow("v_candles_1m"))
                .containsEntry("coin", "kPEPE")
                .containsEntry("open_time", "2025-10-10 21:15:00+00")
                .containsEntry("close_time", "2025-10-10 21:15:59.999+00")
                .containsEntry("open", "0.0000001")
                .containsEntry("high", "123456789012345678901234567890.123456789")
                .containsEntry("low", "0.00000001")
                .containsEntry("close", "0.10")
                .containsEntry("volume", "0")
                .containsEntry("trade_count", "3")
                .containsEntry("is_final", "t")
                .containsEntry("complete", "f");
    }

    @Test
    void aTradeIsStoredWithItsNotionalAndOrigin() throws Exception {
        store(SINKS.trades(), TradesTable.TABLE, Rows.trade(7, "100000.0"));
        assertThat(onlyRow("trades"))
                .containsEntry("coin", "BTC")
                .containsEntry("trade_time", "2025-10-10 21:15:03.127+00")
                .containsEntry("tid", "7")
                .containsEntry("side", "B")
                .containsEntry("price", "100000.0")
                .containsEntry("size", "0.5")
                .containsEntry("value_usd", "50000.00")
                .containsEntry("buyer", Rows.USER)
                .containsEntry("seller", Rows.OTHER_USER)
                .containsEntry("hash", "0xabc")
                .containsEntry("sequence", "1760000000000.42")
                .containsEntry("source", "ws");
    }

    @Test
    void aTradeWithoutProvenanceAndAccountsIsStoredToo() throws Exception {
        store(SINKS.trades(), TradesTable.TABLE, Rows.trade(8, "1").withProvenance(null));
        assertThat(onlyRow("trades")).containsEntry("sequence", null).containsEntry("source", null);
    }

    @Test
    void aLiquidationFillIsStored() throws Exception {
        store(
                SINKS.liquidations(),
                LiquidationsTable.TABLE,
                Rows.liquidation(9, 1, null, "-12.5", 20));
        assertThat(onlyRow("liquidations"))
                .containsEntry("liquidation_id", "liquidation-1")
                .containsEntry("liquidated_user", Rows.USER)
                .containsEntry("counterparty", null)
                .containsEntry("position_side", "long")
                .containsEntry("value_usd", "25000.000")
                .containsEntry("mark_price", "100010")
                .containsEntry("closed_pnl", "-12.5")
                .containsEntry("leverage", "20")
                .containsEntry("method", "market")
                .containsEntry("grade", "confirmed_fill")
                .containsEntry("source", "ws");
    }

    @Test
    void anAutoDeleveragingFillIsStored() throws Exception {
        store(
                SINKS.adlFills(),
                AdlFillsTable.TABLE,
                new Fill(
                        Rows.USER,
                        "BTC",
                        Side.A,
                        new BigDecimal("100000"),
                        new BigDecimal("0.1"),
                        Rows.BLACK_FRIDAY,
                        new BigDecimal("0.1"),
                        Fill.AUTO_DELEVERAGING,
                        new BigDecimal("-1.5"),
                        "0xabc",
                        1,
                        false,
                        BigDecimal.ZERO,
                        "USDC",
                        11,
                        null,
                        null,
                        Rows.PROVENANCE));
        assertThat(onlyRow("adl_fills"))
                .containsEntry("adl_time", "2025-10-10 21:15:03.127+00")
                .containsEntry("tid", "11")
                .containsEntry("user_address", Rows.USER)
                .containsEntry("side", "A")
                .containsEntry("value_usd", "10000.0")
                .containsEntry("closed_pnl", "-1.5");
    }

    @Test
    void aDeliveryIsStoredAndShownInTheFeed() throws Exception {
        TestPostgres.truncate(AlertsTable.TABLE);
        write(SINKS.alerts(), Rows.alert("a1", AlertKind.OPEN, "Flash loan", "{}"));
        store(
                SINKS.deliveries(),
                DeliveriesTable.TABLE,
                new Delivery(
                        "a1",
                        "webhook-1",
                        "webhook",
                        DeliveryStatus.RETRYING,
                        null,
                        1,
                        503,
                        "HTTP 503",
                        Rows.BLACK_FRIDAY,
                        null,
                        Rows.BLACK_FRIDAY + 5_000,
                        2));
        assertThat(onlyRow("alert_deliveries"))
                .containsEntry("status", "retrying")
                .containsEntry("attempts", "1")
                .containsEntry("last_status_code", "503")
                .containsEntry("last_error", "HTTP 503")
                .containsEntry("first_attempt_at", "2025-10-10 21:15:03.127+00")
                .containsEntry("sent_at", null)
                .containsEntry("next_attempt_at", "2025-10-10 21:15:08.127+00");
        assertThat(onlyRow("v_alert_feed")).containsEntry("deliveries", "webhook-1 retrying");
    }

    @Test
    void aDeadLetterIsMadeStorable() throws Exception {
        String payload = "\0" + "€".repeat(30_000);
        store(
                SINKS.deadLetterTable(),
                DeadLettersTable.TABLE,
                new StoredDeadLetter(
                        "hl.dead-letter.v1",
                        0,
                        5,
                        DeadLetter.of(
                                "trades",
                                "price \0 is not a decimal",
                                payload,
                                1_760_000_000_000L)));
        Map<String, String> row = onlyRow("dead_letters");
        assertThat(row)
                .containsEntry("topic", "hl.dead-letter.v1")
                .containsEntry("partition", "0")
                .containsEntry("offset", "5")
                .containsEntry("origin", "trades")
                .containsEntry("reason", "price \uFFFD is not a decimal")
                .containsEntry("received_at", "2025-10-09 08:53:20+00");
        assertThat(row.get("payload")).startsWith("\uFFFD€€").endsWith("€");
        assertThat(row.get("payload").getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(64 * 1024 - 2, 64 * 1024);
    }

    @Test
    void storedDeadLettersTravelWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(StoredDeadLetter.class);
    }

    private static <T> void store(Sink<T> sink, PostgresTable<T> table, T row) throws Exception {
        TestPostgres.truncate(table);
        write(sink, row);
        assertThat(LETTERS.letters).isEmpty();
    }

    private static <T> void write(Sink<T> sink, T row) throws Exception {
        try (SinkWriter<T> writer = sink.createWriter(new ManualWriterContext())) {
            writer.write(row, null);
            writer.flush(false);
        }
    }

    private static Map<String, String> onlyRow(String table) throws SQLException {
        List<Map<String, String>> rows = TestPostgres.query("select * from hyperwatch." + table);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}

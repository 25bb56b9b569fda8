package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.InstrumentKind;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Vaults, instruments, balances and funding rates in their tables. */
class ReferenceTablesTest {

    private static final CollectedLetters LETTERS = new CollectedLetters();
    private static final PostgresSinks SINKS =
            new PostgresSinks(TestPostgres.settings(), () -> LETTERS);
    private static final String HLP = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";
    private static final long NOW = Rows.BLACK_FRIDAY;

    @BeforeEach
    void emptyTables() throws SQLException {
        for (PostgresTable<?> table :
                List.of(
                        VaultSnapshotsTable.TABLE,
                        InstrumentsTable.TABLE,
                        UserBalancesTable.TABLE,
                        FundingRatesTable.TABLE)) {
            TestPostgres.truncate(table);
        }
    }

    @AfterEach
    void nothingWasRefused() {
        assertThat(LETTERS.letters).isEmpty();
    }

    @Test
    void aVaultIsStoredWithTheFiguresThatAreKnown() throws Exception {
        write(SINKS.vaultSnapshots(), vault("350000000.123456"), vault("1"));
        assertThat(onlyRow("vault_snapshots"))
                .containsEntry("vault", HLP)
                .containsEntry("snapshot_time", "2025-10-10 21:15:03.127+00")
                .containsEntry("parent", null)
                .containsEntry("name", "HLP")
                .containsEntry("account_value", "350000000.123456")
                .containsEntry("pnl_24h", "-2000000.5")
                .containsEntry("drawdown_pct", "1.25")
                .containsEntry("z_score", "-3.5")
                .containsEntry("sharpe", null)
                .containsEntry("anomaly_score", "40");
    }

    @Test
    void anInstrumentIsAsItWasLearnedLast() throws Exception {
        write(SINKS.instruments(), instrument(false, NOW));
        write(SINKS.instruments(), instrument(true, NOW + 1));
        write(SINKS.instruments(), instrument(false, NOW));
        assertThat(onlyRow("instruments"))
                .containsEntry("coin", "xyz:SP500")
                .containsEntry("dex", "xyz")
                .containsEntry("display_name", "xyz:SP500")
                .containsEntry("sz_decimals", "3")
                .containsEntry("max_leverage", "20")
                .containsEntry("is_delisted", "t")
                .containsEntry("kind", "perp")
                .containsEntry("updated_at", "2025-10-10 21:15:03.128+00");
    }

    @Test
    void aFundingRateIsStoredExactly() throws Exception {
        write(
                SINKS.fundingRates(),
                new FundingRate(
                        "BTC",
                        NOW,
                        new BigDecimal("0.0000125"),
                        new BigDecimal("-0.00031774"),
                        null));
        assertThat(onlyRow("funding_rates"))
                .containsEntry("coin", "BTC")
                .containsEntry("funding_time", "2025-10-10 21:15:03.127+00")
                .containsEntry("rate", "0.0000125")
                .containsEntry("premium", "-0.00031774");
    }

    @Test
    void balancesOfAThousandRandomStreamsEndAsANaiveMapSays() throws Exception {
        Random random = new Random(20251010);
        Map<String, StoredBalance> naive = new TreeMap<>();
        try (SinkWriter<StoredBalance> writer =
                new PostgresSink<>(
                                UserBalancesTable.TABLE,
                                TestPostgres.settings(),
                                new Batching(7, 1_000),
                                () -> LETTERS)
                        .createWriter(new ManualWriterContext())) {
            for (int stream = 0; stream < 1_000; stream++) {
                List<StoredBalance> rows = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    long offsetMs = random.nextInt(6);
                    rows.add(
                            new StoredBalance(
                                    "0x" + stream,
                                    "T" + random.nextInt(3),
                                    BigDecimal.valueOf(offsetMs),
                                    BigDecimal.ZERO,
                                    NOW + offsetMs));
                }
                Collections.shuffle(rows, random);
                for (StoredBalance row : rows) {
                    writer.write(row, null);
                    naive.merge(
                            row.address() + row.token(),
                            row,
                            (a, b) -> a.updatedAtMs() >= b.updatedAtMs() ? a : b);
                }
            }
            writer.flush(false);
        }
        assertThat(
                        TestPostgres.query(
                                "select address || token || total as row from hyperwatch.user_balances"))
                .extracting(row -> row.get("row"))
                .containsExactlyInAnyOrderElementsOf(
                        naive.values().stream()
                                .map(row -> row.address() + row.token() + row.total())
                                .toList());
    }

    @Test
    void balancesTravelWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(StoredBalance.class);
    }

    private static StoredVaultSnapshot vault(String accountValue) {
        return new StoredVaultSnapshot(
                HLP,
                NOW,
                null,
                "HLP",
                new BigDecimal(accountValue),
                new BigDecimal("-2000000.5"),
                new BigDecimal("1.25"),
                new BigDecimal("-3.5"),
                null,
                new BigDecimal("40"));
    }

    private static Instrument instrument(boolean delisted, long timeMs) {
        return new Instrument(
                "xyz:SP500",
                "xyz",
                "xyz:SP500",
                3,
                20,
                delisted,
                InstrumentKind.PERP,
                timeMs,
                null);
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

package io.hyperwatch.sinks.postgres;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MigrationsTest {

    @Test
    void runningAgainAppliesNothing() {
        assertThat(Migrations.apply(TestPostgres.url(), "postgres", null)).isZero();
    }

    @Test
    void severalProcessesMayMigrateAtOnce() throws Exception {
        TestPostgres.execute("create database race");
        String url = TestPostgres.url().replace("/postgres", "/race");
        int applied;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> migrations =
                    Collections.nCopies(4, () -> Migrations.apply(url, "postgres", null));
            applied = 0;
            for (Future<Integer> migration : threads.invokeAll(migrations)) {
                applied += migration.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(applied).isEqualTo(7);
    }

    @Test
    void everyTableHasItsKeyAndAComment() throws SQLException {
        List<Map<String, String>> keys =
                TestPostgres.query(
                        """
                        select c.relname as name, obj_description(c.oid) is not null as commented,
                            (select string_agg(a.attname, ', ' order by k.ord)
                             from pg_constraint p
                             cross join unnest(p.conkey) with ordinality as k(num, ord)
                             join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num
                             where p.conrelid = c.oid and p.contype = 'p') as key
                        from pg_class c
                        where c.relnamespace = 'hyperwatch'::regnamespace and c.relkind = 'r'
                            and c.relname <> 'flyway_schema_history'
                        order by c.relname
                        """);
        assertThat(keys)
                .extracting(row -> row.get("name") + ": " + row.get("key"))
                .containsExactly(
                        "adl_fills: coin, adl_time, tid",
                        "alert_deliveries: alert_id, endpoint",
                        "alerts: alert_id",
                        "candles: coin, interval, open_time",
                        "coverage_events: stream, event_time, kind, sequence",
                        "coverage_gaps: stream, gap_start",
                        "dead_letters: topic, partition, offset",
                        "funding_rates: coin, funding_time",
                        "incidents: incident_id",
                        "instruments: coin",
                        "liquidations: coin, liquidation_time, tid",
                        "rules: rule, scope, version",
                        "trades: coin, trade_time, tid",
                        "user_balances: address, token",
                        "vault_snapshots: vault, snapshot_time");
        assertThat(keys).allSatisfy(row -> assertThat(row).containsEntry("commented", "t"));
    }

    @Test
    void everyQueryAnswersOneQuestionAndRuns() throws Exception {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(resource("hyperwatch/sql/queries")))) {
            files = found.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            String sql = Files.readString(file);
            assertThat(sql).as(file.toString()).startsWith("-- Question: ").contains("-- Grain:");
            TestPostgres.execute(sql);
        }
    }

    @Test
    void migrationsAreInTheJar() throws IOException {
        try (InputStream sql =
                Migrations.class.getResourceAsStream(
                        "/hyperwatch/sql/V001__alerts_and_incidents.sql")) {
            assertThat(sql).isNotNull();
            assertThat(new String(sql.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("create table alerts");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedInOneSentence() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(
                        () ->
                                Migrations.apply(
                                        "jdbc:postgresql://localhost:"
                                                + port
                                                + "/x?user=u&password=hush",
                                        null,
                                        null))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Postgres at jdbc:postgresql://localhost:" + port)
                .hasMessageContaining("refused")
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aUrlOfAnotherDatabaseIsRefused() {
        assertThatThrownBy(() -> Migrations.apply("jdbc:mysql://localhost/x", "u", "p"))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Not a Postgres JDBC URL");
    }

    @Test
    void aServerOlderThan14IsRefused() {
        assertThatThrownBy(() -> Migrations.refuseOld(13, "jdbc:postgresql://db/x"))
                .hasMessage(
                        "Postgres 14 or newer is needed, jdbc:postgresql://db/x runs version 13.");
        Migrations.refuseOld(14, "jdbc:postgresql://db/x");
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() throws SQLException {
        TestPostgres.execute(
                """
                insert into hyperwatch.flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (999, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 'me', 1, true)
                """);
        try {
            assertThatThrownBy(() -> Migrations.apply(TestPostgres.url(), "postgres", null))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("version 999 by a newer Hyperwatch");
        } finally {
            TestPostgres.execute(
                    "delete from hyperwatch.flyway_schema_history where installed_rank = 999");
        }
    }

    private static URI resource(String name) throws URISyntaxException {
        return MigrationsTest.class.getClassLoader().getResource(name).toURI();
    }
}

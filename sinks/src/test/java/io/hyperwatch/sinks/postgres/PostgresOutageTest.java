package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.sinks.DeadLetterChannel;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Postgres goes away in several ways while rows come; no row is lost and no task fails. */
class PostgresOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS = 3_000;
    private static final int POISON = 1_234;
    private static final List<DeadLetter> LETTERS = new CopyOnWriteArrayList<>();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    private final ManualWriterContext context = new ManualWriterContext();

    @Test
    void aJobWritesEveryRowThroughARestartOfPostgresAndAPoisonRow(@TempDir Path directory)
            throws Exception {
        try (RestartablePostgres postgres = new RestartablePostgres(directory.resolve("pg"))) {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(
                            Configuration.fromMap(
                                    Map.of(
                                            "restart-strategy.type", "none",
                                            "pipeline.generic-types", "false",
                                            "execution.checkpointing.interval", "200 ms")));
            env.setParallelism(1);
            env.fromSource(
                            new DataGeneratorSource<>(
                                    number ->
                                            number == POISON
                                                    ? Rows.alert("p", AlertKind.OPEN, "\0", "{}")
                                                    : Rows.alert(number.intValue()),
                                    ROWS,
                                    RateLimiterStrategy.perSecond(1_000),
                                    TypeInformation.of(Alert.class)),
                            WatermarkStrategy.noWatermarks(),
                            "alerts")
                    .sinkTo(new PostgresSinks(postgres.settings(), Collector::new).alerts());
            JobClient job = env.executeAsync();

            await().atMost(PATIENCE).until(() -> count(postgres) >= 200);
            postgres.stop();
            postgres.start();

            job.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.FINISHED);
            assertThat(count(postgres)).isEqualTo(ROWS - 1);
            assertThat(LETTERS).isNotEmpty().allMatch(l -> l.payload().contains("\\u0000"));
        }
    }

    @Test
    void rowsThatComeWhileTheServerIsDownAreWrittenWhenItIsBack(@TempDir Path directory)
            throws Exception {
        try (RestartablePostgres postgres = new RestartablePostgres(directory.resolve("pg"));
                SinkWriter<Alert> writer = writer(postgres.settings())) {
            writer.write(Rows.alert(0), null);
            postgres.stop();
            for (int i = 1; i < 1_200; i++) {
                writer.write(Rows.alert(i), null);
            }
            context.onYield(
                    () -> {
                        if (context.yields() == 3) {
                            postgres.start();
                        }
                    });
            writer.flush(false);
            assertThat(context.yields()).isBetween(3, 10);
            assertThat(count(postgres)).isEqualTo(1_200);
        }
    }

    @Test
    void aTerminatedBackendIsReplacedByANewConnection() throws Exception {
        TestPostgres.truncate(AlertsTable.TABLE);
        try (SinkWriter<Alert> writer = writer(TestPostgres.settings())) {
            writer.write(Rows.alert(0), null);
            TestPostgres.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where application_name = 'hyperwatch' and pid <> pg_backend_pid()");
            writer.write(Rows.alert(1), null);
            writer.flush(false);
        }
        assertThat(TestPostgres.count("alerts")).isEqualTo(2);
    }

    @Test
    void aServerThatIsReadOnlyForAWhileIsWaitedFor() throws Exception {
        TestPostgres.truncate(AlertsTable.TABLE);
        try (SinkWriter<Alert> writer = writer(TestPostgres.settings())) {
            TestPostgres.execute("alter database postgres set default_transaction_read_only = on");
            context.onYield(PostgresOutageTest::makeWritable);
            writer.write(Rows.alert(0), null);
            writer.flush(false);
        } finally {
            makeWritable();
        }
        assertThat(context.yields()).isPositive();
        assertThat(TestPostgres.count("alerts")).isEqualTo(1);
    }

    private static void makeWritable() {
        String url = TestPostgres.url() + "?options=-c%20default_transaction_read_only%3Doff";
        try (Connection connection = PostgresSettings.of(url, "postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter database postgres set default_transaction_read_only = off");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private SinkWriter<Alert> writer(PostgresSettings settings) {
        return new PostgresSink<>(
                        AlertsTable.TABLE, settings, new Batching(500, 50), CollectedLetters::new)
                .createWriter(context);
    }

    private static int count(RestartablePostgres postgres) throws SQLException {
        return Integer.parseInt(
                TestPostgres.query(
                                postgres.settings(), "select count(*) as n from hyperwatch.alerts")
                        .get(0)
                        .get("n"));
    }

    /** Letters of a job in the same JVM. */
    private static final class Collector implements DeadLetterChannel {
        @Override
        public void send(DeadLetter letter) {
            LETTERS.add(letter);
        }

        @Override
        public void flush() {
            assertThat(LETTERS).isNotEmpty();
        }

        @Override
        public void close() {
            assertThat(LETTERS).isNotEmpty();
        }
    }
}

package io.hyperwatch.testbed.replay;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.jobs.JobEnvironment;
import io.hyperwatch.jobs.LogInputs;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.KafkaRuleLog;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.io.RawRecordReader;
import io.hyperwatch.jobs.risk.RiskTopology;
import io.hyperwatch.jobs.time.LogTime;
import io.hyperwatch.testbed.servers.KafkaServer;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same log gives byte-identical alerts: at any parallelism, on either state backend, through
 * failures.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameLogSameAlertsITCase {

    private static final long SEED = 20_251_010;
    private static final int MINUTES = 25;
    private static final NavigableSet<String> EMITTED = new ConcurrentSkipListSet<>();
    private static final AtomicInteger RECORDS_UNTIL_FAILURE = new AtomicInteger();

    private KafkaServer kafka;
    private String reference;

    @BeforeAll
    void writeTheLog(@TempDir Path dir) throws Exception {
        kafka = KafkaServer.start(dir.resolve("kafka"));
        createTopics();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers(),
                                ProducerConfig.LINGER_MS_CONFIG,
                                "5"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : RandomLog.of(SEED, MINUTES)) {
                producer.send(record);
            }
        }
        reference = alerts(1, "hashmap", 0);
    }

    /** Kept for ever: the log is dated, and the broker would delete it while the test reads it. */
    private void createTopics() throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers()))) {
            admin.createTopics(
                            Stream.of(Topic.values())
                                    .map(
                                            topic ->
                                                    new NewTopic(
                                                                    topic.topicName(),
                                                                    topic.partitions(),
                                                                    (short) 1)
                                                            .configs(
                                                                    Map.of(
                                                                            TopicConfig
                                                                                    .RETENTION_MS_CONFIG,
                                                                            "-1")))
                                    .toList())
                    .all()
                    .get();
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void theLogIsWildEnoughToMeanSomething() {
        assertThat(reference.lines().filter(alert -> alert.contains("\"rule\":\"flash-loan\"")))
                .hasSizeGreaterThan(5);
        assertThat(reference.lines().filter(alert -> alert.contains("\"rule\":\"large-trade\"")))
                .hasSizeGreaterThan(5);
        assertThat(
                        reference
                                .lines()
                                .filter(alert -> alert.contains("\"rule\":\"oracle-deviation\"")))
                .hasSizeGreaterThan(20);
        for (AlertKind kind : List.of(AlertKind.OPEN, AlertKind.ESCALATE, AlertKind.RESOLVE)) {
            assertThat(reference).contains("\"kind\":\"" + kind.wireName() + "\"");
        }
    }

    @Test
    void atParallelismTwo() throws Exception {
        assertThat(alerts(2, "hashmap", 0)).isEqualTo(reference);
    }

    @Test
    void atParallelismFour() throws Exception {
        assertThat(alerts(4, "hashmap", 0)).isEqualTo(reference);
    }

    @Test
    void onRocksDb() throws Exception {
        assertThat(alerts(2, "rocksdb", 0)).isEqualTo(reference);
    }

    @Test
    void throughAFailureAndARestartFromACheckpoint() throws Exception {
        assertThat(alerts(2, "hashmap", 9_000)).isEqualTo(reference);
        assertThat(RECORDS_UNTIL_FAILURE).hasNegativeValue();
    }

    /** The canonical alerts of one run, sorted; one that is emitted again must be the same. */
    private String alerts(int parallelism, String backend, int failAfterRecords) throws Exception {
        Configuration configuration = JobEnvironment.graphContract();
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                failAfterRecords > 0 ? 1 : 0);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        RECORDS_UNTIL_FAILURE.set(failAfterRecords > 0 ? failAfterRecords : Integer.MAX_VALUE);
        try (LocalStreamEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration)) {
            RiskTopology.Outputs out =
                    RiskTopology.build(
                            new Bounded(env), new KafkaRuleLog(kafka.bootstrapServers()));
            EMITTED.clear();
            out.alerts()
                    .map(new Emit())
                    .returns(Alert.class)
                    .uid("emit")
                    .sinkTo(new DiscardingSink<>())
                    .uid("discard");
            env.execute();
            return String.join("\n", EMITTED);
        }
    }

    private KafkaSource<RawRecord> bounded(Topic topic) {
        return KafkaSource.<RawRecord>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(topic.topicName())
                .setGroupId("replay")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(new RawRecordReader())
                .build();
    }

    private final class Bounded implements LogInputs {
        private final StreamExecutionEnvironment env;

        Bounded(StreamExecutionEnvironment env) {
            this.env = env;
        }

        @Override
        public DataStream<RawRecord> log(Topic topic) {
            DataStream<RawRecord> records =
                    LogTime.read(env, bounded(topic), topic, Uids.source(topic), Uids.clock(topic));
            return records.map(new FailOnce())
                    .returns(RawRecord.class)
                    .setParallelism(records.getParallelism())
                    .uid("fail-once." + topic);
        }

        @Override
        public DataStream<RawRecord> ruleChanges() {
            return LogTime.readTimeless(
                    env, bounded(Topic.RULES), Topic.RULES, Uids.source(Topic.RULES));
        }
    }

    /** What left the job, also what left it again after a restart. */
    private static final class Emit implements MapFunction<Alert, Alert> {
        private static final long serialVersionUID = 1L;

        @Override
        public Alert map(Alert alert) {
            EMITTED.add(AlertJson.canonical(alert));
            return alert;
        }
    }

    /** Fails the job at the n-th record of the whole run, once. */
    private static final class FailOnce implements MapFunction<RawRecord, RawRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public RawRecord map(RawRecord record) {
            if (RECORDS_UNTIL_FAILURE.decrementAndGet() == 0) {
                throw new IllegalStateException("planned failure");
            }
            return record;
        }
    }
}

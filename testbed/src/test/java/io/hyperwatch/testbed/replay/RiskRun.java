package io.hyperwatch.testbed.replay;

import io.hyperwatch.jobs.JobEnvironment;
import io.hyperwatch.jobs.LogInputs;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.KafkaRuleLog;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.io.RawRecordReader;
import io.hyperwatch.jobs.risk.RiskTopology;
import io.hyperwatch.jobs.time.LogTime;
import io.hyperwatch.patterns.cascade.CascadeWavePattern;
import io.hyperwatch.patterns.flashloan.shape.FlashLoanShapePattern;
import io.hyperwatch.patterns.oracle.OracleBreachPattern;
import io.hyperwatch.patterns.position.RapidUnwindPattern;
import io.hyperwatch.patterns.wallpull.WallLayeringPattern;
import io.hyperwatch.patterns.withdrawal.WithdrawThenLiquidatePattern;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.consumer.ConsumerConfig;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One run of the whole risk topology over a log in Kafka, from its first record to its last.
 *
 * @param bootstrapServers of the broker
 * @param log which records
 * @param parallelism of the job
 * @param backend {@code hashmap} or {@code rocksdb}
 * @param failures how often the job fails on its way, each time when it could go on from a
 *     checkpoint
 */
record RiskRun(
        String bootstrapServers, LogRange log, int parallelism, String backend, int failures) {

    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);
    private static final Duration CHECKPOINT_OFTEN = Duration.ofMillis(200);

    /** Few, so that the log does not run far ahead of the failures planned. */
    private static final String RECORDS_A_POLL = "50";

    /** At parallelism 4 the default of 64 MB has too few buffers for all connections. */
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(192);

    /** Signals that came behind the watermark, by the pattern that did not look at them. */
    private static final Map<String, OutputTag<?>> LATE =
            Map.of(
                    Uids.ORACLE_BREACH, OracleBreachPattern.LATE,
                    Uids.CASCADE_WAVES, CascadeWavePattern.LATE,
                    Uids.SHAPE, FlashLoanShapePattern.LATE,
                    Uids.RAPID_UNWIND, RapidUnwindPattern.LATE,
                    Uids.LAYERING, WallLayeringPattern.LATE,
                    Uids.WITHDRAW_THEN_LIQUIDATE, WithdrawThenLiquidatePattern.LATE);

    RunOutcome execute() throws Exception {
        RunOutcome.begin();
        PlannedFailures.begin(failures, log);
        try (StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration())) {
            RiskTopology.Outputs out =
                    RiskTopology.build(new Bounded(env), new KafkaRuleLog(bootstrapServers));
            collectLate(env);
            RunOutcome.collect(out);
            env.execute();
        }
        return RunOutcome.end();
    }

    private Configuration configuration() {
        Configuration configuration = JobEnvironment.graphContract();
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                failures > 0 ? CHECKPOINT_OFTEN : CHECKPOINT_EVERY);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, failures);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        return configuration;
    }

    /** The topology itself does not look at them. */
    private static void collectLate(StreamExecutionEnvironment env) {
        int patterns = 0;
        for (Transformation<?> operator : List.copyOf(env.getTransformations())) {
            OutputTag<?> late = operator.getUid() == null ? null : LATE.get(operator.getUid());
            if (late != null) {
                patterns++;
                RunOutcome.collectLate(
                        new DataStream<>(env, new SideOutputTransformation<>(operator, late)),
                        operator.getUid());
            }
        }
        if (patterns != LATE.size()) {
            throw new IllegalStateException("of %d patterns %d".formatted(LATE.size(), patterns));
        }
    }

    private KafkaSource<RawRecord> bounded(Topic topic) {
        return KafkaSource.<RawRecord>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic.topicName())
                .setGroupId("replay")
                .setStartingOffsets(OffsetsInitializer.offsets(log.from(topic)))
                .setBounded(OffsetsInitializer.offsets(log.to(topic)))
                .setProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, LogGate.class.getName())
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL)
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
            return records.map(new PlannedFailures())
                    .returns(RawRecord.class)
                    .setParallelism(records.getParallelism())
                    .uid("planned-failures." + topic);
        }

        @Override
        public DataStream<RawRecord> ruleChanges() {
            return LogTime.readTimeless(
                    env, bounded(Topic.RULES), Topic.RULES, Uids.source(Topic.RULES));
        }
    }
}

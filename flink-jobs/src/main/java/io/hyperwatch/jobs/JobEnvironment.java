package io.hyperwatch.jobs;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;

/** The Flink settings that every job of Hyperwatch shares. */
public final class JobEnvironment {

    /** Fixed for ever: the key groups of all state depend on it. */
    public static final int MAX_PARALLELISM = 128;

    private JobEnvironment() {}

    /**
     * @param bufferTimeout how long a record may wait for company on its way to the next task; zero
     *     where latency counts (measured: p99 12 ms instead of 108 ms through Kafka and back)
     */
    public static StreamExecutionEnvironment create(JobSettings settings, Duration bufferTimeout) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        configuration(settings, bufferTimeout));
        env.setParallelism(settings.parallelism());
        return env;
    }

    static Configuration configuration(JobSettings settings, Duration bufferTimeout) {
        Configuration configuration = graphContract();
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, bufferTimeout);
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                Duration.ofMillis(settings.checkpointIntervalMs()));
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(5));
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(StateBackendOptions.STATE_BACKEND, settings.stateBackend());
        configuration.set(
                CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
                "rocksdb".equals(settings.stateBackend()));
        // One timer a key at most, 100 bytes each: on RocksDB every change of a deadline would be
        // two writes, and a record moves one as often as not.
        configuration.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
        if (settings.checkpointDir() != null) {
            configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDir());
        }
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(500));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(30));
        return configuration;
    }

    /**
     * What must hold for a graph of ours in tests too: no Kryo, no made-up uids, one hash space.
     */
    public static Configuration graphContract() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        // Events are immutable records and no function keeps or changes what it was given, so
        // copying them between chained operators would only cost time.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        return configuration;
    }
}

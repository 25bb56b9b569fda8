package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.jobs.JobEnvironment;
import io.hyperwatch.jobs.JobSettings;
import io.hyperwatch.jobs.risk.RiskTopology;
import io.hyperwatch.patterns.rules.RuleLog;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/**
 * The risk job in this process, with the settings it has on a cluster: parallelism 1, one slot, a
 * checkpoint every 30 s, no waiting for company in the buffers. Its outputs are counted and
 * dropped.
 */
final class RiskJobRun {

    /** As much as the task managers of the local stack have for RocksDB. */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(256);

    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(192);

    private RiskJobRun() {}

    /**
     * @param backend {@code hashmap} or {@code rocksdb}
     * @param untilMs see {@link JobInputs}
     * @throws Exception when the job fails
     */
    static RunOutcome run(String bootstrapServers, String backend, Path checkpoints, long untilMs)
            throws Exception {
        JobProgress.begin();
        try (StreamExecutionEnvironment env = environment(backend, checkpoints)) {
            attach(env, new JobInputs(env, bootstrapServers, untilMs));
            env.execute("RiskJob on " + backend);
        }
        return new RunOutcome(
                new TreeSet<>(JobProgress.alerts()),
                JobProgress.incidents(),
                JobProgress.events(),
                JobProgress.unreadableRecords(),
                JobProgress.seconds(),
                JobProgress.cpuSeconds(),
                JobProgress.secondsSinceBlock());
    }

    static StreamExecutionEnvironment environment(String backend, Path checkpoints) {
        JobSettings settings =
                JobSettings.load(
                        new String[] {
                            "--parallelism",
                            "1",
                            "--state-backend",
                            backend,
                            "--checkpoint-dir",
                            checkpoints.toUri().toString()
                        },
                        Map.of());
        StreamExecutionEnvironment env = JobEnvironment.create(settings, Duration.ZERO);
        Configuration local = new Configuration();
        local.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        local.set(RestOptions.ADDRESS, "localhost");
        local.set(RestOptions.BIND_ADDRESS, "localhost");
        local.set(RestOptions.BIND_PORT, "0");
        local.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
        local.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        local.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        local.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        env.configure(local);
        return env;
    }

    static void attach(StreamExecutionEnvironment env, JobInputs inputs) {
        RiskTopology.Outputs out = RiskTopology.build(inputs, RuleLog.EMPTY);
        end(out.alerts(), "alerts", alert -> JobProgress.alert(AlertJson.canonical(alert)));
        end(out.incidents(), "incidents", incident -> JobProgress.incident(incident.incidentId()));
        end(out.liquidations(), "liquidations", fill -> {});
        end(out.adlFills(), "adl", fill -> {});
        end(out.questions(), "questions", question -> {});
        end(out.vaults(), "vaults", vault -> {});
        end(out.rules(), "rules", rule -> {});
        end(out.unreadable(), "unreadable", letter -> JobProgress.unreadable());
    }

    private static <T> void end(DataStream<T> stream, String name, EndSink.Note<T> note) {
        stream.sinkTo(new EndSink<>(note)).name("End of " + name).uid("bench.end." + name);
    }
}

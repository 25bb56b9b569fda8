package io.hyperwatch.testbed.bench.risk;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What the risk job keeps at the end of a log, in a process of its own: {@code StateMain WAY EVENTS
 * KAFKA}. {@code loop} counts entries, a state backend writes a savepoint in the canonical format,
 * whose bytes are told by operator.
 */
public final class StateMain {

    private static final long PATIENCE_MINUTES = 5;

    private StateMain() {}

    public static void main(String[] args) throws Exception {
        RunMain.endWithInput();
        PrintStream out = System.out;
        Map<String, Object> figures =
                RunMain.LOOP.equals(args[0])
                        ? entries(args[2])
                        : bytes(args[0], Long.parseLong(args[1]), args[2]);
        out.println(RunMain.RESULT + new ObjectMapper().writeValueAsString(figures));
        System.exit(0);
    }

    private static Map<String, Object> entries(String kafka) {
        RiskLoop loop = new RiskLoop();
        loop.run(kafka, Long.MAX_VALUE);
        return loop.stateEntries();
    }

    private static Map<String, Object> bytes(String backend, long events, String kafka)
            throws Exception {
        Path folder = Files.createTempDirectory("hyperwatch-state");
        JobProgress.begin();
        try (StreamExecutionEnvironment env =
                RiskJobRun.environment(backend, folder.resolve("checkpoints"))) {
            RiskJobRun.attach(env, new JobInputs(env, kafka, JobInputs.NEVER_ENDING));
            JobClient job = env.executeAsync("RiskJob on " + backend);
            while (JobProgress.events() < events) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            // The barrier goes behind the last record, so all of them are in it.
            long start = System.nanoTime();
            String savepoint =
                    job.triggerSavepoint(
                                    folder.resolve("savepoint").toUri().toString(),
                                    SavepointFormatType.CANONICAL)
                            .get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            double seconds = (System.nanoTime() - start) / 1e9;
            job.cancel().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            Map<String, Object> figures = byOperator(Path.of(URI.create(savepoint)));
            figures.put("savepoint_s", RiskBench.round(seconds));
            return figures;
        } finally {
            RunMain.delete(folder);
        }
    }

    /** Bytes by uid, the largest first; what has less than 10 kB is left out. */
    private static Map<String, Object> byOperator(Path savepoint) throws IOException {
        CheckpointMetadata metadata;
        try (DataInputStream in =
                new DataInputStream(Files.newInputStream(savepoint.resolve("_metadata")))) {
            metadata =
                    Checkpoints.loadCheckpointMetadata(
                            in, StateMain.class.getClassLoader(), savepoint.toString());
        }
        Map<String, Long> sizes = new TreeMap<>();
        long all = 0;
        for (OperatorState operator : metadata.getOperatorStates()) {
            String uid = operator.getOperatorUid().orElse(operator.getOperatorID().toString());
            sizes.merge(uid, operator.getStateSize(), Long::sum);
            all += operator.getStateSize();
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("all_mb", megabytes(all));
        sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .filter(entry -> entry.getValue() >= 10_000)
                .forEach(entry -> figures.put(entry.getKey() + "_mb", megabytes(entry.getValue())));
        return figures;
    }

    private static double megabytes(long bytes) {
        return RiskBench.round(bytes / 1e6);
    }
}

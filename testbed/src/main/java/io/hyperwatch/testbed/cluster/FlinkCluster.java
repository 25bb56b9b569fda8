package io.hyperwatch.testbed.cluster;

import io.hyperwatch.testbed.servers.FreePort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Flink cluster of two processes, job manager and task manager, started from the Maven jars
 * alone. Both come back when they die; jobs that a dead job manager forgot are the caller's to
 * resubmit.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final List<String> OPENS =
            List.of(
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "--add-opens=java.base/java.net=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");

    /**
     * @param dir everything the cluster keeps: configuration, checkpoints, savepoints, logs
     * @param restPort port of REST and web interface
     * @param slots task slots: jobs times parallelism must fit
     * @param environment of both processes: holds the secrets that tasks resolve
     */
    public record Settings(Path dir, int restPort, int slots, Map<String, String> environment) {

        @Override
        public String toString() {
            return "FlinkCluster.Settings[dir=" + dir + ", restPort=" + restPort + "]";
        }
    }

    private final Settings settings;
    private final FlinkRest rest;
    private final ChildProcess jobManager;
    private final ChildProcess taskManager;

    private FlinkCluster(Settings settings, ChildProcess jobManager, ChildProcess taskManager) {
        this.settings = settings;
        this.rest = new FlinkRest("http://localhost:" + settings.restPort());
        this.jobManager = jobManager;
        this.taskManager = taskManager;
    }

    public static FlinkCluster start(Installation installation, Settings settings) {
        Path conf = settings.dir().resolve("conf");
        try {
            Files.createDirectories(conf);
            Files.createDirectories(settings.dir().resolve("checkpoints"));
            Files.createDirectories(settings.dir().resolve("savepoints"));
            Files.writeString(
                    conf.resolve("config.yaml"), configuration(settings, FreePort.find()));
            Files.writeString(conf.resolve("log4j2.properties"), LOGGING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write Flink's configuration", e);
        }
        return new FlinkCluster(
                settings,
                launch(
                        installation,
                        settings,
                        "flink-jobmanager",
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")),
                launch(
                        installation,
                        settings,
                        "flink-taskmanager",
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        List.of(
                                "-Xmx1024m",
                                "-XX:MaxDirectMemorySize=320m",
                                "-XX:MaxMetaspaceSize=256m",
                                "-XX:+UseParallelGC")));
    }

    private static ChildProcess launch(
            Installation installation,
            Settings settings,
            String name,
            String mainClass,
            List<String> memory) {
        Path conf = settings.dir().resolve("conf");
        List<String> jvmOptions = new java.util.ArrayList<>(memory);
        jvmOptions.addAll(OPENS);
        jvmOptions.add("-Dlog4j.configurationFile=" + conf.resolve("log4j2.properties"));
        return ChildProcess.start(
                new ChildProcess.Command(
                        name,
                        jvmOptions,
                        installation.clusterClasspath(),
                        mainClass,
                        List.of("--configDir", conf.toString()),
                        settings.environment(),
                        settings.dir().resolveSibling("logs").resolve(name + ".log")),
                () -> {});
    }

    /** Everything the start scripts of a Flink distribution would have worked out. */
    private static String configuration(Settings settings, int rpcPort) {
        Path dir = settings.dir().toAbsolutePath();
        return String.join(
                "\n",
                "jobmanager.rpc.address: localhost",
                "jobmanager.rpc.port: " + rpcPort,
                "jobmanager.bind-host: localhost",
                "taskmanager.bind-host: localhost",
                "taskmanager.host: localhost",
                "rest.address: localhost",
                "rest.bind-address: localhost",
                "rest.port: " + settings.restPort(),
                "rest.bind-port: " + settings.restPort(),
                "rest.flamegraph.enabled: true",
                "taskmanager.numberOfTaskSlots: " + settings.slots(),
                "taskmanager.cpu.cores: 2.0",
                "taskmanager.memory.framework.heap.size: 128mb",
                "taskmanager.memory.task.heap.size: 768mb",
                "taskmanager.memory.framework.off-heap.size: 128mb",
                "taskmanager.memory.task.off-heap.size: 32mb",
                "taskmanager.memory.network.min: 96mb",
                "taskmanager.memory.network.max: 96mb",
                "taskmanager.memory.managed.size: 256mb",
                "taskmanager.memory.jvm-metaspace.size: 256mb",
                "taskmanager.memory.jvm-overhead.min: 128mb",
                "taskmanager.memory.jvm-overhead.max: 128mb",
                "heartbeat.interval: 1000",
                // A process that is gone is noticed after two heartbeats by its refusal; this is
                // for one that is only slow, which a restart would make slower.
                "heartbeat.timeout: 30000",
                "resourcemanager.taskmanager-registration.start-timeout: 30s",
                "execution.checkpointing.dir: " + dir.resolve("checkpoints").toUri(),
                "execution.checkpointing.savepoint-dir: " + dir.resolve("savepoints").toUri(),
                "web.upload.dir: " + dir.resolve("upload"),
                "io.tmp.dirs: " + dir.resolve("tmp"),
                "");
    }

    private static final String LOGGING =
            String.join(
                    "\n",
                    "rootLogger.level = INFO",
                    "rootLogger.appenderRef.console.ref = console",
                    "appender.console.name = console",
                    "appender.console.type = CONSOLE",
                    "appender.console.layout.type = PatternLayout",
                    "appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-40c{1.} - %m%n",
                    "logger.kafka.name = org.apache.kafka",
                    "logger.kafka.level = WARN",
                    "logger.pekko.name = org.apache.pekko",
                    "logger.pekko.level = WARN",
                    // Two lines for each sink and checkpoint: its committer's gauge is registered
                    // anew.
                    "logger.metrics.name = org.apache.flink.metrics.MetricGroup",
                    "logger.metrics.level = ERROR",
                    "");

    public FlinkRest rest() {
        return rest;
    }

    public Path dir() {
        return settings.dir();
    }

    public ChildProcess jobManager() {
        return jobManager;
    }

    public ChildProcess taskManager() {
        return taskManager;
    }

    /** Waits until all slots are there. */
    public void awaitReady(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String last = "no answer";
        while (System.nanoTime() < deadline) {
            try {
                int slots = rest.slots();
                if (slots >= settings.slots()) {
                    return;
                }
                last = slots + " of " + settings.slots() + " task slots";
            } catch (IOException e) {
                last = e.getMessage();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException(
                "Flink is not up after "
                        + patience.toSeconds()
                        + " s ("
                        + last
                        + "); see its logs in "
                        + settings.dir().resolveSibling("logs"));
    }

    @Override
    public void close() {
        taskManager.close();
        jobManager.close();
    }
}

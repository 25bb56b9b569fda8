package io.hyperwatch.testbed.cluster;

import io.hyperwatch.bridge.publish.KafkaTopics;
import io.hyperwatch.bridge.settings.SettingKey;
import io.hyperwatch.sinks.postgres.Migrations;
import io.hyperwatch.testbed.servers.KafkaServer;
import io.hyperwatch.testbed.servers.PostgresServer;
import io.hyperwatch.topics.Topic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The whole system on one machine: Postgres, Kafka, a Flink cluster with the jobs, and the bridge,
 * each a process of its own that comes back when it dies. What it keeps is in one folder.
 */
public final class LocalStack implements AutoCloseable {

    /** User and password of the embedded database, which listens on this machine only. */
    public static final String POSTGRES_USER = "hyperwatch";

    /** As health port: the stack runs without a bridge of its own. */
    public static final int NO_BRIDGE = -1;

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * @param dataDir everything the stack keeps
     * @param postgresPort port of Postgres
     * @param kafkaPort port of Kafka
     * @param flinkPort port of Flink's web interface
     * @param healthPort port of the bridge's {@code /health} and {@code /metrics}, or {@link
     *     #NO_BRIDGE}
     * @param bridgeArguments options of the bridge: which exchange, coins, addresses
     * @param environment of bridge and Flink, secrets included
     * @param jobArguments options of the jobs beyond where Kafka and Postgres are
     * @param parallelism tasks per operator
     */
    public record Settings(
            Path dataDir,
            int postgresPort,
            int kafkaPort,
            int flinkPort,
            int healthPort,
            List<String> bridgeArguments,
            Map<String, String> environment,
            List<String> jobArguments,
            int parallelism) {

        @Override
        public String toString() {
            return "LocalStack.Settings[dataDir=" + dataDir + "]";
        }
    }

    private final Settings settings;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private SupervisedPostgres postgres;
    private ChildProcess kafka;
    private FlinkCluster flink;
    private LocalJobs jobs;
    private ChildProcess bridge;

    private LocalStack(Settings settings) {
        this.settings = settings;
    }

    /**
     * Starts everything and returns when all parts are up and every task of every job runs.
     *
     * @param progress told in a few words what is being waited for
     * @throws StackException when a part cannot start; what had started is stopped again
     */
    public static LocalStack start(
            Installation installation, Settings settings, Consumer<String> progress) {
        LocalStack stack = new LocalStack(settings);
        try {
            stack.launch(installation, progress);
            return stack;
        } catch (IOException | RuntimeException e) {
            stack.close();
            throw e instanceof StackException known ? known : StackException.failure(reason(e), e);
        } catch (InterruptedException e) {
            stack.close();
            Thread.currentThread().interrupt();
            throw StackException.failure("interrupted while starting", e);
        }
    }

    private void launch(Installation installation, Consumer<String> progress)
            throws IOException, InterruptedException {
        own(DataDirLock.acquire(settings.dataDir()));
        PostgresServer.stopStale(settings.dataDir().resolve("postgres"));
        Ports.requireFree("--postgres-port", settings.postgresPort());
        Ports.requireFree("--kafka-port", settings.kafkaPort());
        Ports.requireFree("--flink-port", settings.flinkPort());
        if (settings.healthPort() != NO_BRIDGE) {
            Ports.requireFree("--health-port", settings.healthPort());
        }

        progress.accept("starting Postgres, Kafka and Flink");
        CompletableFuture<Void> database = CompletableFuture.runAsync(this::launchPostgres);
        launchKafka(installation);
        launchFlink(installation);
        await(database);
        progress.accept("Postgres is up, the tables are migrated");
        Ports.awaitListening("Kafka", settings.kafkaPort(), PATIENCE);
        KafkaTopics.ensure(kafkaBootstrapServers(), List.of(Topic.values()), List.of());
        progress.accept("Kafka is up, the topics exist");
        if (settings.healthPort() != NO_BRIDGE) {
            launchBridge(installation);
        }
        flink.awaitReady(PATIENCE);
        progress.accept("Flink is up, submitting the jobs");
        launchJobs(installation);
        if (settings.healthPort() != NO_BRIDGE) {
            Ports.awaitListening("the bridge", settings.healthPort(), PATIENCE);
            if (bridge.refusal() != null) {
                throw StackException.wrongCall(bridge.refusal());
            }
        }
    }

    private void launchPostgres() {
        postgres =
                own(
                        SupervisedPostgres.start(
                                settings.dataDir().resolve("postgres"), settings.postgresPort()));
        Migrations.apply(postgres.jdbcUrlWithoutCredentials(), POSTGRES_USER, POSTGRES_USER);
    }

    private void launchKafka(Installation installation) {
        kafka =
                own(
                        ChildProcess.start(
                                new ChildProcess.Command(
                                        "kafka",
                                        List.of("-Xmx512m", "-XX:+UseSerialGC"),
                                        installation.testbedClasspath(),
                                        KafkaServer.class.getName(),
                                        List.of(
                                                "--dir",
                                                settings.dataDir().resolve("kafka").toString(),
                                                "--port",
                                                Integer.toString(settings.kafkaPort())),
                                        Map.of("LOG_LEVEL", "WARN"),
                                        log("kafka")),
                                () -> {}));
    }

    private void launchFlink(Installation installation) {
        int slots = Job.values().length * settings.parallelism();
        flink =
                own(
                        FlinkCluster.start(
                                installation,
                                new FlinkCluster.Settings(
                                        settings.dataDir().resolve("flink"),
                                        settings.flinkPort(),
                                        slots,
                                        flinkEnvironment())));
    }

    private Map<String, String> flinkEnvironment() {
        Map<String, String> environment = new java.util.HashMap<>(settings.environment());
        environment.put("POSTGRES_USER", POSTGRES_USER);
        environment.put("POSTGRES_PASSWORD", POSTGRES_USER);
        return environment;
    }

    private void launchBridge(Installation installation) {
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.putIfAbsent(
                SettingKey.BRIDGE_STATE_DIR.name(),
                settings.dataDir().resolve("bridge").toString());
        List<String> arguments = new ArrayList<>();
        arguments.add("--kafka");
        arguments.add(kafkaBootstrapServers());
        arguments.add("--health-port");
        arguments.add(Integer.toString(settings.healthPort()));
        arguments.addAll(settings.bridgeArguments());
        bridge =
                own(
                        ChildProcess.start(
                                new ChildProcess.Command(
                                        "bridge",
                                        List.of("-Xmx768m", "-XX:+UseSerialGC"),
                                        installation.bridgeClasspath(),
                                        "io.hyperwatch.bridge.BridgeMain",
                                        arguments,
                                        environment,
                                        log("bridge")),
                                () -> {}));
    }

    private void launchJobs(Installation installation) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--kafka",
                                kafkaBootstrapServers(),
                                "--postgres-url",
                                postgres.jdbcUrlWithoutCredentials(),
                                "--postgres-user",
                                POSTGRES_USER,
                                "--parallelism",
                                Integer.toString(settings.parallelism())));
        arguments.addAll(settings.jobArguments());
        jobs = own(new LocalJobs(flink, installation.jobJar(), arguments));
        jobs.start();
        jobs.awaitRunning(PATIENCE);
    }

    private <T extends AutoCloseable> T own(T part) {
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }

    private static void await(CompletableFuture<Void> part) {
        try {
            part.join();
        } catch (CompletionException e) {
            throw StackException.failure(reason(e.getCause()), e.getCause());
        }
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Path log(String name) {
        return settings.dataDir().resolve("logs").resolve(name + ".log");
    }

    /** The one line that tells other programs where everything is. */
    public String readyLine() {
        return "READY postgres="
                + postgresUrl()
                + " kafka="
                + kafkaBootstrapServers()
                + " flink="
                + flink.rest().baseUrl()
                + " health=http://localhost:"
                + settings.healthPort();
    }

    /** With user and password: the database listens on this machine only. */
    public String postgresUrl() {
        return postgres.jdbcUrlWithoutCredentials()
                + "?user="
                + POSTGRES_USER
                + "&password="
                + POSTGRES_USER;
    }

    public String kafkaBootstrapServers() {
        return "localhost:" + settings.kafkaPort();
    }

    public FlinkCluster flink() {
        return flink;
    }

    public LocalJobs jobs() {
        return jobs;
    }

    public ChildProcess kafka() {
        return kafka;
    }

    public ChildProcess bridge() {
        return bridge;
    }

    public SupervisedPostgres postgres() {
        return postgres;
    }

    /**
     * Stops in the order of the data flow, so that nothing is cut off: first the bridge (flushes
     * what it has), then the jobs with savepoints, Flink, Kafka, Postgres.
     */
    @Override
    public void close() {
        if (bridge != null) {
            bridge.close();
        }
        synchronized (parts) {
            while (!parts.isEmpty()) {
                AutoCloseable part = parts.pop();
                try {
                    part.close();
                } catch (Exception e) {
                    LOG.warn("stopping a part failed", e);
                }
            }
        }
    }
}

package io.hyperwatch.testbed.bench;

import io.hyperwatch.bridge.publish.KafkaTopics;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.testbed.cluster.ChildProcess;
import io.hyperwatch.testbed.cluster.Installation;
import io.hyperwatch.testbed.cluster.Ports;
import io.hyperwatch.testbed.servers.FreePort;
import io.hyperwatch.testbed.servers.KafkaServer;
import io.hyperwatch.topics.Topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A broker in a process of its own, with all topics; keeps nothing. */
public final class BenchKafka implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private final ChildProcess broker;

    private BenchKafka() throws IOException {
        directory = Files.createTempDirectory("hyperwatch-bench");
        port = FreePort.find();
        broker =
                ChildProcess.start(
                        new ChildProcess.Command(
                                "kafka",
                                List.of("-Xmx512m", "-XX:+UseSerialGC"),
                                Installation.find().testbedClasspath(),
                                KafkaServer.class.getName(),
                                List.of(
                                        "--dir",
                                        directory.resolve("kafka").toString(),
                                        "--port",
                                        Integer.toString(port)),
                                Map.of("LOG_LEVEL", "WARN"),
                                directory.resolve("kafka.log")),
                        () -> {});
    }

    public static BenchKafka start() throws IOException, InterruptedException {
        BenchKafka kafka = new BenchKafka();
        try {
            Ports.awaitListening("Kafka", kafka.port, PATIENCE);
            kafka.createTopics();
            return kafka;
        } catch (RuntimeException | InterruptedException e) {
            kafka.close();
            throw e;
        }
    }

    /** A broker that has just started may not know at once what it has been told to create. */
    private void createTopics() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                KafkaTopics.ensure(bootstrapServers(), List.of(Topic.values()), Ticks.TOPICS);
                return;
            } catch (KafkaTopics.TopicsException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    long pid() {
        return broker.pid();
    }

    @Override
    public void close() {
        broker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

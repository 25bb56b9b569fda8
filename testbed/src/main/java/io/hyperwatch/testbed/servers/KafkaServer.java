package io.hyperwatch.testbed.servers;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * One Kafka node (KRaft: broker and controller in one) inside this JVM, listening on the loopback
 * interface only. The directory keeps topics and offsets over restarts, also after a kill.
 *
 * <p>A fatal fault of the broker ends the JVM (that is Kafka's own behaviour), so what must outlive
 * the broker runs it as a process of its own: {@link #main}.
 */
public final class KafkaServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;
    private static final String CONTROLLER_LISTENER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final int port;

    private KafkaServer(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts on two free ports. */
    public static KafkaServer start(Path directory) {
        return start(directory, 0, 0);
    }

    /**
     * Formats the directory if it is new, and returns when the broker takes requests.
     *
     * @param directory topics, offsets and cluster metadata
     * @param port for clients; 0 picks a free one
     * @param controllerPort for the controller's own listener; 0 picks a free one
     * @throws IllegalStateException when the directory cannot be used or a port is taken
     */
    public static KafkaServer start(Path directory, int port, int controllerPort) {
        int clientPort = port == 0 ? FreePort.find() : port;
        int quorumPort = controllerPort == 0 ? FreePort.find() : controllerPort;
        Properties properties = properties(directory, clientPort, quorumPort);
        try {
            FreePort.require(clientPort);
            FreePort.require(quorumPort);
            Files.createDirectories(directory);
            format(directory);
            KafkaRaftServer server =
                    new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
            server.startup();
            return new KafkaServer(server, clientPort);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Kafka did not start on port "
                            + clientPort
                            + " with directory "
                            + directory
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Clean shutdown: logs are flushed, so the next start needs no recovery. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * Runs the broker as a process: {@code --dir DIR --port N [--controller-port M]}. Prints {@code
     * kafka=host:port} once it takes requests and ends cleanly on SIGTERM or SIGINT.
     */
    public static void main(String[] args) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        KafkaServer kafka;
        try {
            kafka = start(arguments.directory(), arguments.port(), arguments.controllerPort());
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "kafka-shutdown"));
        System.out.println("kafka=" + kafka.bootstrapServers());
        kafka.server.awaitShutdown();
    }

    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true)
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .run();
    }

    private static Properties properties(Path directory, int port, int controllerPort) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(NODE_ID));
        p.put("controller.listener.names", CONTROLLER_LISTENER);
        p.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        p.put(
                "listeners",
                String.format(
                        Locale.ROOT,
                        "PLAINTEXT://%s:%d,%s://%s:%d",
                        HOST,
                        port,
                        CONTROLLER_LISTENER,
                        HOST,
                        controllerPort));
        p.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        p.put("log.dirs", directory.toString());
        p.put("auto.create.topics.enable", "false");

        // One node: every internal topic has one replica, and few partitions start faster.
        for (String topic : List.of("offsets.topic", "transaction.state.log")) {
            p.put(topic + ".replication.factor", "1");
            p.put(topic + ".num.partitions", "1");
        }
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.num.partitions", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("group.initial.rebalance.delay.ms", "0");

        // After a kill the controller takes no new registration before the old session is over
        // (9 s by default).
        p.put("broker.session.timeout.ms", "3000");
        p.put("broker.heartbeat.interval.ms", "500");

        // The default cleaner buffer is 128 MiB of heap, the default index file 10 MiB a segment.
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
        p.put("log.index.size.max.bytes", "1048576");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        // The limits of the topics themselves decide how long data stays.
        p.put("log.retention.ms", "-1");
        return p;
    }

    private record Arguments(Path directory, int port, int controllerPort) {

        static final String USAGE = "usage: KafkaServer --dir DIR --port N [--controller-port M]";

        static Arguments parse(String[] args) {
            Path directory = null;
            int port = 0;
            int controllerPort = 0;
            for (int i = 0; i < args.length; i += 2) {
                if (i + 1 == args.length) {
                    throw new IllegalArgumentException(args[i] + " needs a value; " + USAGE);
                }
                String value = args[i + 1];
                switch (args[i]) {
                    case "--dir" -> directory = Path.of(value);
                    case "--port" -> port = portOf(args[i], value);
                    case "--controller-port" -> controllerPort = portOf(args[i], value);
                    default ->
                            throw new IllegalArgumentException(
                                    "unknown option " + args[i] + "; " + USAGE);
                }
            }
            if (directory == null) {
                throw new IllegalArgumentException("--dir is missing; " + USAGE);
            }
            return new Arguments(directory, port, controllerPort);
        }

        private static int portOf(String option, String value) {
            try {
                int port = Integer.parseInt(value);
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + " is not a port: " + value, e);
            }
            throw new IllegalArgumentException(option + " is not a port: " + value);
        }
    }
}

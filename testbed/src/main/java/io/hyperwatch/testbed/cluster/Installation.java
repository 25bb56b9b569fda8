package io.hyperwatch.testbed.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the build left on disk: the jars and the classpaths that the parts of the stack run on.
 *
 * @param home root folder of the checkout
 */
public record Installation(Path home) {

    private static final String VERSION = "0.1.0";

    /** From the system property that the launcher script sets, or the folder above this module. */
    public static Installation find() {
        String home = System.getProperty("hyperwatch.home");
        if (home != null) {
            return new Installation(Path.of(home).toAbsolutePath().normalize());
        }
        Path here = Path.of("").toAbsolutePath();
        return new Installation(
                Files.isDirectory(here.resolve("flink-jobs")) ? here : here.getParent());
    }

    /** The jar that is submitted to a Flink cluster. */
    public Path jobJar() {
        return built("flink-jobs/target/flink-jobs-" + VERSION + "-job.jar");
    }

    /** Flink itself, without our code. */
    public String clusterClasspath() {
        return read("flink-jobs/target/cluster-classpath.txt");
    }

    /** The bridge: no Flink on it. */
    public String bridgeClasspath() {
        return built("ingest-bridge/target/ingest-bridge-" + VERSION + ".jar")
                + File.pathSeparator
                + read("ingest-bridge/target/classpath.txt");
    }

    /** This module's, which has the Kafka broker. */
    public String testbedClasspath() {
        return built("testbed/target/testbed-" + VERSION + ".jar")
                + File.pathSeparator
                + read("testbed/target/classpath.txt");
    }

    private String read(String file) {
        try {
            return Files.readString(built(file)).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path built(String file) {
        Path path = home.resolve(file);
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " is missing: run mvn package first");
        }
        return path;
    }
}

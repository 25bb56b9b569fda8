package io.hyperwatch.replay;

import io.hyperwatch.testbed.cluster.Installation;
import io.hyperwatch.testbed.cluster.ParentWatch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that may run Flink in itself: it has the memory and the open modules that Flink wants.
 * The launcher's own has neither, all its other commands submit the jobs as a jar.
 */
public final class FlinkProcess {

    private static final String PROPERTY = "hyperwatch.flink-process";

    /** Replay is given half of the machine; Flink's own settings of these are for clusters. */
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-XX:MaxRAMPercentage=50",
                    "-XX:+UseParallelGC",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "--add-opens=java.base/java.net=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");

    private FlinkProcess() {}

    /** Whether this process is one, or a test that has set the property. */
    public static boolean isThis() {
        return Boolean.getBoolean(PROPERTY);
    }

    /**
     * Runs a main class in such a process, which shares this one's output.
     *
     * @return its exit code
     */
    public static int run(Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        Installation installation = Installation.find();
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM_OPTIONS);
        line.add("-D" + PROPERTY + "=true");
        line.add("-Dhyperwatch.home=" + installation.home());
        line.add("-cp");
        line.add(
                String.join(
                        File.pathSeparator,
                        installation.testbedClasspath(),
                        installation.jobJar().toString(),
                        installation.clusterClasspath()));
        line.add(ParentWatch.class.getName());
        line.add(main.getName());
        line.addAll(arguments);
        Process process =
                new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.toHandle().destroy();
            process.waitFor();
            throw e;
        }
    }
}

package io.hyperwatch.replay;

import io.hyperwatch.testbed.cluster.Installation;
import io.hyperwatch.testbed.cluster.ParentWatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process for a Flink job. The launcher's own is small and compiles little, for commands that
 * start others and wait; replay needs the machine.
 */
public final class FlinkProcess {

    private static final String LAUNCHED = "hyperwatch.home";
    private static final String HERE = "hyperwatch.flink-process";

    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-XX:MaxRAMPercentage=50",
                    "-XX:+UseParallelGC",
                    "-Dlog4j2.configurationFile=io/hyperwatch/replay/log4j2.xml",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "--add-opens=java.base/java.net=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");

    private FlinkProcess() {}

    /** Whether this process is one: started as such, or not by the launcher script at all. */
    public static boolean isThis() {
        return System.getProperty(LAUNCHED) == null || Boolean.getBoolean(HERE);
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
        line.add("-D" + LAUNCHED + "=" + installation.home());
        line.add("-D" + HERE + "=true");
        line.add("-cp");
        line.add(installation.testbedClasspath());
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

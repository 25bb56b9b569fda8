package io.hyperwatch.testbed.bench;

import io.hyperwatch.testbed.cluster.Installation;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A measured process: a main class of this module in a JVM of its own. They talk in lines over its
 * standard input and output; it ends when its input does, so not even a killed launcher leaves it
 * behind.
 */
public final class ChildJvm implements AutoCloseable {

    /** What the bridge has in production. */
    private static final List<String> BRIDGE = List.of("-Xmx768m", "-XX:+UseSerialGC");

    private static final String END = "";
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /**
     * With the options of the bridge.
     *
     * @param environment added to ours
     */
    ChildJvm(Class<?> main, List<String> arguments, Map<String, String> environment)
            throws IOException {
        this(BRIDGE, main, arguments, environment);
    }

    /**
     * @param options of the JVM
     * @param environment added to ours
     */
    public ChildJvm(
            List<String> options,
            Class<?> main,
            List<String> arguments,
            Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(Installation.find().testbedClasspath());
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        process = builder.start();
        in = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null) {
                lines.add(line);
                line = out.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines.add(END);
        }
    }

    long pid() {
        return process.pid();
    }

    void say(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the measured process is gone", e);
        }
    }

    /**
     * The rest of the next line that begins with a word; others are passed over.
     *
     * @throws IllegalStateException when it ended, or said nothing like it, in this time
     */
    public String await(String word, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                throw new IllegalStateException(
                        "the measured process "
                                + (line == null ? "did not say " : "ended and did not say ")
                                + word);
            }
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
        }
    }

    /** Ends its input, then waits for its end. */
    @Override
    public void close() {
        try {
            in.close();
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}

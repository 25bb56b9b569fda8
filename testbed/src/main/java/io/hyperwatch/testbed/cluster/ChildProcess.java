package io.hyperwatch.testbed.cluster;

import io.hyperwatch.bridge.settings.SettingsSources;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of the local stack that is started again when it dies unasked. Its output goes to
 * a log file of its own.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final long RESTART_PAUSE_MS = 500;

    /** Exit code of a process that was called wrongly: the next try would end the same way. */
    private static final int WRONG_CALL = 2;

    /**
     * What to start.
     *
     * @param name for people and for the log file
     * @param jvmOptions such as {@code -Xmx512m}
     * @param classpath as for {@code java -cp}, without the launcher's own classes
     * @param mainClass run through {@link ParentWatch}
     * @param arguments of the main class
     * @param environment added to the launcher's own; may hold secrets, never printed
     * @param logFile output of the process, appended
     */
    public record Command(
            String name,
            List<String> jvmOptions,
            String classpath,
            String mainClass,
            List<String> arguments,
            Map<String, String> environment,
            Path logFile) {

        @Override
        public String toString() {
            return name + " (" + mainClass + ")";
        }
    }

    private final Command command;
    private final Runnable onRestart;
    private Process process;
    private boolean stopping;
    private int restarts;
    private String refusal;

    private ChildProcess(Command command, Runnable onRestart) {
        this.command = command;
        this.onRestart = onRestart;
    }

    /**
     * @param onRestart called after the process was started again, on a thread of its own
     */
    public static ChildProcess start(Command command, Runnable onRestart) {
        ChildProcess child = new ChildProcess(command, onRestart);
        child.launch();
        return child;
    }

    private synchronized void launch() {
        List<String> line = new ArrayList<>();
        line.add(javaExecutable());
        line.addAll(command.jvmOptions());
        line.add("-cp");
        line.add(command.classpath() + File.pathSeparator + ownClasses());
        line.add(ParentWatch.class.getName());
        line.add(command.mainClass());
        line.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(SettingsSources::isForeign);
        builder.environment().putAll(command.environment());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(command.logFile().toFile()));
        try {
            Files.createDirectories(command.logFile().getParent());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.name(), e);
        }
        process.onExit().thenAccept(this::ended);
    }

    private void ended(Process which) {
        synchronized (this) {
            if (stopping || which != process) {
                return;
            }
            if (which.exitValue() == WRONG_CALL) {
                refusal = lastLine();
                return;
            }
            restarts++;
        }
        LOG.warn(
                "{} ended with exit code {}; starting it again (its log: {})",
                command.name(),
                which.exitValue(),
                command.logFile());
        try {
            TimeUnit.MILLISECONDS.sleep(RESTART_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            if (stopping) {
                return;
            }
            launch();
        }
        onRestart.run();
    }

    /** What the process said when it refused to work as it was called; null while it did not. */
    public synchronized String refusal() {
        return refusal;
    }

    private String lastLine() {
        try {
            List<String> lines = Files.readAllLines(command.logFile());
            return lines.isEmpty() ? command.name() + " refused" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return command.name() + " refused; its log cannot be read: " + e.getMessage();
        }
    }

    public synchronized long pid() {
        return process.pid();
    }

    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** How often it had to be started again. */
    public synchronized int restarts() {
        return restarts;
    }

    /** As a person would with kill -9; it comes back by itself. */
    public synchronized void kill() {
        process.destroyForcibly();
    }

    public Command command() {
        return command;
    }

    /** Asks it to end (SIGTERM) and waits; only a process that does not listen is killed. */
    @Override
    public void close() {
        Process ending;
        synchronized (this) {
            stopping = true;
            ending = process;
        }
        // Not Process.destroy: it also closes the streams, and a child whose parent seems gone
        // halts.
        ending.toHandle().destroy();
        try {
            if (!ending.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} does not end; killing it", command.name());
                ending.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static String javaExecutable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Where {@link ParentWatch} is loaded from. */
    private static String ownClasses() {
        return Path.of(
                        java.net.URI.create(
                                ParentWatch.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                .toString();
    }
}

package io.hyperwatch.testbed.servers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops the postmaster that a killed launcher left running on a data directory. Signals are sent to
 * the process itself because {@code pg_ctl} refuses to work for root.
 */
final class StalePostmaster {

    private static final Logger LOG = LoggerFactory.getLogger(StalePostmaster.class);
    private static final int STOP_SECONDS = 20;

    private StalePostmaster() {}

    static void stop(Path dataDirectory) throws IOException {
        Optional<ProcessHandle> running = find(dataDirectory);
        if (running.isEmpty()) {
            // Its number may belong to another process by now, and Postgres would refuse to start.
            Files.deleteIfExists(dataDirectory.resolve("postmaster.pid"));
            return;
        }
        ProcessHandle postmaster = running.get();
        LOG.warn("stopping Postgres (pid {}) left on {}", postmaster.pid(), dataDirectory);
        // SIGINT is Postgres' fast shutdown; SIGTERM would wait for clients to leave.
        if (!signal(postmaster, "INT") && !signal(postmaster, "QUIT")) {
            throw new IOException(
                    "another Postgres (pid "
                            + postmaster.pid()
                            + ") runs on "
                            + dataDirectory
                            + " and does not stop");
        }
    }

    /** The process named in postmaster.pid, if it lives and is a Postgres on this directory. */
    private static Optional<ProcessHandle> find(Path dataDirectory) throws IOException {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).matches("\\d{1,10}")) {
            return Optional.empty();
        }
        // A reused process id belongs to another program: it must not be touched.
        return ProcessHandle.of(Long.parseLong(lines.get(0)))
                .filter(ProcessHandle::isAlive)
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.contains("postgres"))
                                        .filter(line -> line.contains(dataDirectory.toString()))
                                        .isPresent());
    }

    /** Whether the process ended after the signal. */
    private static boolean signal(ProcessHandle process, String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.warn("Postgres (pid {}) ignores SIG{}", process.pid(), name, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping Postgres", e);
        } catch (ExecutionException e) {
            throw new IOException("cannot watch Postgres (pid " + process.pid() + ")", e);
        }
    }
}

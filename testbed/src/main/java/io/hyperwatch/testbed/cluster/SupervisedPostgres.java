package io.hyperwatch.testbed.cluster;

import io.hyperwatch.testbed.servers.PostgresServer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The embedded Postgres, started again when its postmaster dies. */
public final class SupervisedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedPostgres.class);
    private static final long WATCH_PERIOD_MS = 1_000;

    private final Path dataDir;
    private final int port;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "postgres-watch");
                        thread.setDaemon(true);
                        return thread;
                    });
    private PostgresServer server;

    private SupervisedPostgres(Path dataDir, int port) {
        this.dataDir = dataDir;
        this.port = port;
        this.server = PostgresServer.start(dataDir, port);
    }

    public static SupervisedPostgres start(Path dataDir, int port) {
        SupervisedPostgres postgres = new SupervisedPostgres(dataDir, port);
        postgres.watch.scheduleWithFixedDelay(
                postgres::restartIfDead, WATCH_PERIOD_MS, WATCH_PERIOD_MS, TimeUnit.MILLISECONDS);
        return postgres;
    }

    private synchronized void restartIfDead() {
        if (watch.isShutdown() || Ports.isListening(port)) {
            return;
        }
        LOG.warn("Postgres does not listen any more; starting it again");
        try {
            server.close();
            server = PostgresServer.start(dataDir, port);
        } catch (RuntimeException e) {
            LOG.warn("Postgres did not come back; trying again: {}", e.getMessage());
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrlWithoutCredentials() {
        return "jdbc:postgresql://localhost:" + port + "/hyperwatch";
    }

    @Override
    public synchronized void close() {
        watch.shutdownNow();
        server.close();
    }
}

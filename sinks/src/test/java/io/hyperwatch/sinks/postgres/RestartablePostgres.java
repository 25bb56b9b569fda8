package io.hyperwatch.sinks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A Postgres that goes away and comes back at the same port with the same data. */
final class RestartablePostgres implements AutoCloseable {

    private final Path dataDirectory;
    private final int port;
    private EmbeddedPostgres server;

    RestartablePostgres(Path dataDirectory) throws IOException {
        this.dataDirectory = dataDirectory;
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        start();
        Migrations.apply(settings().url(), "postgres", null);
    }

    void start() {
        try {
            server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(dataDirectory)
                            .setCleanDataDirectory(false)
                            .setPort(port)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() throws IOException {
        server.close();
    }

    PostgresSettings settings() {
        return PostgresSettings.of("jdbc:postgresql://localhost:" + port + "/postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}

package io.hyperwatch.bridge.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /health} and {@code /metrics}. */
public final class HealthServer implements AutoCloseable {

    private static final int THREADS = 2;

    /**
     * @param status HTTP status
     * @param contentType of the body
     * @param body text
     */
    public record Page(int status, String contentType, String body) {}

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * @param port 0 for any free one
     * @throws IOException when the port is in use
     */
    public HealthServer(int port, Supplier<Page> health, Supplier<Page> metrics)
            throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(port), 0);
        this.threads =
                Executors.newFixedThreadPool(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, "health");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    switch (path) {
                        case "/health" -> answer(exchange, page(health));
                        case "/metrics" -> answer(exchange, page(metrics));
                        default ->
                                answer(
                                        exchange,
                                        new Page(404, "text/plain", "/health or /metrics\n"));
                    }
                });
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** A page that cannot be made must not look like a server that has gone away. */
    private static Page page(Supplier<Page> maker) {
        try {
            return maker.get();
        } catch (RuntimeException e) {
            return new Page(500, "text/plain", e + "\n");
        }
    }

    private static void answer(HttpExchange exchange, Page page) throws IOException {
        try (exchange) {
            byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", page.contentType() + "; charset=utf-8");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(page.status(), -1);
            } else {
                exchange.sendResponseHeaders(page.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.hyperwatch.testbed.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP end: {@code POST /info} and the leaderboard file of the statistics host. */
final class InfoServer {

    private static final int THREADS = 4;
    private static final int BACKLOG = 64;

    private final HttpServer http;
    private final ExecutorService workers;
    private final InfoService info;

    InfoServer(int port, InfoService info) throws IOException {
        this.info = info;
        this.http = bind(port);
        this.workers =
                Executors.newFixedThreadPool(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, "exchange-http");
                            thread.setDaemon(true);
                            return thread;
                        });
        http.setExecutor(workers);
        http.createContext("/", exchange -> respond(exchange, HttpAnswer.text(403, "Forbidden")));
        http.createContext("/info", this::handleInfo);
        http.createContext("/Mainnet/leaderboard", this::handleLeaderboard);
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new IOException("cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    void start() {
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    void stop() {
        http.stop(0);
        workers.shutdownNow();
    }

    private void handleLeaderboard(HttpExchange exchange) throws IOException {
        respond(exchange, info.leaderboard(exchange.getRequestMethod()));
    }

    private void handleInfo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        respond(exchange, info.info(exchange.getRequestMethod(), contentType, body));
    }

    private static void respond(HttpExchange exchange, HttpAnswer answer) throws IOException {
        if (answer.status() == HttpAnswer.NONE.status()) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        // -1 means "no body"; 0 would mean chunked.
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

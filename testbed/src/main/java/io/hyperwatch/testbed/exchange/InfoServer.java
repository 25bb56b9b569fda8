package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
    private final Market market;
    private final InfoRequests info;
    private final Limits limits;
    private final FaultState faults;
    private final Publications record;
    private final RollingMinute weight = new RollingMinute();

    InfoServer(
            int port,
            Market market,
            InfoRequests info,
            Limits limits,
            FaultState faults,
            Publications record)
            throws IOException {
        this.market = market;
        this.info = info;
        this.limits = limits;
        this.faults = faults;
        this.record = record;
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
        http.createContext("/", exchange -> respond(exchange, 403, "text/plain", "Forbidden"));
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
        if (!exchange.getRequestMethod().equals("GET")) {
            respond(exchange, 405, "text/plain", "");
            return;
        }
        String body;
        synchronized (market) {
            body = AccountAnswers.leaderboard(market).toString();
        }
        respond(exchange, 200, "application/json", body);
    }

    private void handleInfo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int failure = faults.takeFailure();
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        if (failure != 0) {
            fail(exchange, failure);
        } else if (!exchange.getRequestMethod().equals("POST")) {
            respond(exchange, 405, "text/plain", "");
        } else if (contentType == null || !contentType.startsWith("application/json")) {
            respond(
                    exchange,
                    415,
                    "text/plain",
                    "Expected request with `Content-Type: application/json`");
        } else {
            answer(exchange, body);
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        JsonNode request;
        try {
            request = WireJson.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            respond(exchange, 400, "text/plain", "Failed to parse the request body as JSON");
            return;
        }
        int cost = InfoRequests.weight(request);
        if (!weight.trySpend(cost, limits.weightPerMinute())) {
            log(request, 0, 429);
            fail(exchange, 429);
            return;
        }
        InfoRequests.Answer answer = info.answer(request);
        int rows = InfoRequests.rowWeight(request, answer);
        weight.spend(rows);
        log(request, cost + rows, answer.status());
        if (answer.body() == null) {
            respond(exchange, answer.status(), "text/plain", answer.text());
        } else {
            respond(exchange, answer.status(), "application/json", answer.body().toString());
        }
    }

    private void log(JsonNode request, int cost, int status) {
        record.addRequest(
                new Publications.WeightedRequest(
                        market.now(), request.path("type").asText(""), cost, status));
    }

    /** 429 and 500 come with JSON null and without Retry-After; gateways answer in HTML. */
    private static void fail(HttpExchange exchange, int status) throws IOException {
        if (status > 500) {
            respond(
                    exchange,
                    status,
                    "text/html",
                    "<html><body><h1>" + status + " Bad Gateway</h1></body></html>");
        } else {
            respond(exchange, status, "application/json", "null");
        }
    }

    private static void respond(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        // -1 means "no body"; 0 would mean chunked.
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

package io.hyperwatch.testbed.servers;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The receiving end of webhooks, as a user would write it: checks the signature with the Standard
 * Webhooks library and keeps what came.
 */
public final class WebhookReceiver implements AutoCloseable {

    /**
     * One accepted POST.
     *
     * @param id header {@code webhook-id}: the alert's id
     * @param body JSON
     * @param receivedAtMs wall clock
     */
    public record Received(String id, String body, long receivedAtMs) {}

    private static final int SECRET_BYTES = 24;
    private static final int OK = 204;
    private static final int UNAUTHORIZED = 401;

    private final String secret;
    private final Webhook verifier;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile int answer = OK;

    private WebhookReceiver(String secret) throws IOException, EmptyWebhookSecretException {
        this.secret = secret;
        this.verifier = new Webhook(secret);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** On a free port, with a fresh secret. */
    public static WebhookReceiver start() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            return new WebhookReceiver("whsec_" + Base64.getEncoder().encodeToString(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for webhooks", e);
        } catch (EmptyWebhookSecretException e) {
            throw new IllegalStateException(
                    "a secret of " + SECRET_BYTES + " bytes is not empty", e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        long now = System.currentTimeMillis();
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = answer;
            if (status / 100 == 2) {
                status = accept(exchange, body, now);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private int accept(HttpExchange exchange, String body, long now) {
        try {
            Map<String, List<String>> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            verifier.verify(body, headers);
        } catch (WebhookVerificationException e) {
            refused.incrementAndGet();
            return UNAUTHORIZED;
        }
        received.add(new Received(exchange.getRequestHeaders().getFirst("webhook-id"), body, now));
        return OK;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/alerts";
    }

    public String secret() {
        return secret;
    }

    /** Answers every POST with this status from now on; 204 accepts again. */
    public void answer(int status) {
        answer = status;
    }

    /** In order of arrival, repeats included. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** POSTs whose signature did not fit. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

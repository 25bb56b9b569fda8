package io.hyperwatch.sinks.webhook;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.sinks.delivery.AlertChannel;
import io.hyperwatch.sinks.delivery.Answer;
import io.hyperwatch.sinks.delivery.DeliverySettings;
import io.hyperwatch.sinks.delivery.RetrySchedule;
import io.hyperwatch.sinks.delivery.SampleAlerts;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookSenderTest {

    private static final String URLS = "SENDER_TEST_URLS";
    private static final String SECRET = "SENDER_TEST_SECRET";
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final Alert ALERT = SampleAlerts.alert("0123456789abcdef0123456789abcdef");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private record Received(String method, Map<String, List<String>> headers, String body) {}

    /** How the receiver answers. */
    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Answering answering = exchange -> exchange.sendResponseHeaders(204, -1);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
        System.setProperty(URLS, "http://localhost:" + server.getAddress().getPort() + "/hook");
        System.setProperty(SECRET, OLD);
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
        System.clearProperty(URLS);
        System.clearProperty(SECRET);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(
                new Received(
                        exchange.getRequestMethod(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        body));
        try (exchange) {
            answering.answer(exchange);
        }
    }

    @Test
    void aPostIsSignedAsStandardWebhooksVerifyIt() throws Exception {
        System.setProperty(SECRET, OLD + "|" + NEW);
        assertThat(send()).isEqualTo(Answer.accepted(204));
        Received request = received.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo(WebhookBody.of(ALERT));
        assertThat(request.headers())
                .containsEntry("Webhook-id", List.of(ALERT.alertId()))
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("User-agent", List.of("hyperwatch"));
        for (String secret : List.of(OLD, NEW)) {
            new Webhook(secret).verify(request.body(), lowerCase(request.headers()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 408, 421, 500, 501})
    void otherErrorsAreTriedAgain(int status) throws Exception {
        answering = exchange -> exchange.sendResponseHeaders(status, -1);
        assertThat(send()).isEqualTo(Answer.retry(status, "HTTP " + status, null));
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void aBusyEndpointSaysWhenToComeBack(int status) throws Exception {
        answering =
                exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    exchange.sendResponseHeaders(status, -1);
                };
        assertThat(send()).isEqualTo(Answer.retry(status, "HTTP " + status, 7_000L));
    }

    @Test
    void theClientRepeatsNothingByItself() throws Exception {
        answering =
                exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "0");
                    exchange.sendResponseHeaders(503, -1);
                };
        assertThat(send()).isEqualTo(Answer.retry(503, "HTTP 503", 0L));
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) throws Exception {
        answering =
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(status, -1);
                };
        assertThat(send())
                .isEqualTo(
                        Answer.retry(
                                status, "HTTP " + status + ", redirects are not followed", null));
        assertThat(received).hasSize(1);
    }

    @Test
    void goneStopsTheDelivery() throws Exception {
        answering = exchange -> exchange.sendResponseHeaders(410, -1);
        assertThat(send()).isEqualTo(Answer.stop(410, "HTTP 410"));
    }

    @Test
    void anEndpointThatDoesNotAnswerIsLeftAfterTheTimeout() throws Exception {
        answering =
                exchange -> {
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        assertThat(send()).isEqualTo(Answer.retry(null, "no answer in time", null));
    }

    @Test
    void anEndlessAnswerIsReadUpTo64KiB() throws Exception {
        answering =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] block = new byte[16 * 1024];
                    try (OutputStream out = exchange.getResponseBody()) {
                        while (!Thread.currentThread().isInterrupted()) {
                            out.write(block);
                        }
                    }
                };
        assertThat(send()).isEqualTo(Answer.accepted(200));
    }

    @Test
    void aRefusedConnectionIsASentenceWithoutTheAddress() throws Exception {
        server.stop(0);
        assertThat(send()).isEqualTo(Answer.retry(null, "connection refused", null));
    }

    @Test
    void aNameThatLeadsToThisMachineIsNeverConnectedTo() throws Exception {
        System.setProperty(URLS, "https://localhost:" + server.getAddress().getPort() + "/hook");
        assertThat(send(false)).isEqualTo(Answer.retry(null, "host is not a public address", null));
        assertThat(received).isEmpty();
    }

    @Test
    void aServerWithoutTlsBehindAnHttpsUrlIsATlsFailure() throws Exception {
        try (ServerSocket plain = new ServerSocket(0)) {
            threads.execute(
                    () -> {
                        try (Socket socket = plain.accept()) {
                            socket.getOutputStream()
                                    .write(
                                            "HTTP/1.1 400 Bad\r\n\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII));
                            released.await();
                        } catch (IOException | InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
            System.setProperty(URLS, "https://localhost:" + plain.getLocalPort() + "/hook");
            assertThat(send()).isEqualTo(Answer.retry(null, "TLS failed", null));
        }
    }

    private Answer send() throws Exception {
        return send(true);
    }

    private Answer send(boolean allowPrivate) throws Exception {
        WebhookChannel channel =
                new WebhookChannel(
                        new DeliverySettings(
                                Severity.HIGH, URLS, SECRET, allowPrivate, RetrySchedule.STANDARD),
                        TIMEOUT);
        try (AlertChannel.Sender sender = channel.open()) {
            return sender.send(ALERT, "webhook-1", System.currentTimeMillis())
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                header -> header.getKey().toLowerCase(Locale.ROOT),
                                Map.Entry::getValue));
    }
}

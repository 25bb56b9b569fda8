package io.hyperwatch.bridge.transport;

import io.hyperwatch.events.Source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class NetTransportHttpTest {

    private static final HttpCalls.Limits SMALL =
            new HttpCalls.Limits(Duration.ofMillis(500), Duration.ofSeconds(5), 1_000, 200_000);

    private final Heard heard = new Heard();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private NetTransport transport;
    private volatile Answering answering;

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(NetTransport.daemons("server")));
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        asked.add(
                                exchange.getRequestMethod()
                                        + " "
                                        + exchange.getRequestURI()
                                        + " "
                                        + exchange.getRequestHeaders().getFirst("Content-Type")
                                        + " "
                                        + new String(
                                                exchange.getRequestBody().readAllBytes(),
                                                StandardCharsets.UTF_8));
                        answering.answer(exchange);
                    }
                });
        server.start();
        transport =
                new NetTransport(
                        URI.create("ws://localhost:1/"), heard, Duration.ofSeconds(1), SMALL);
    }

    @AfterEach
    void close() {
        transport.close();
        server.stop(0);
    }

    private static Answering plain(int status, String body) {
        return exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Answering zipped(String body) {
        return exchange -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(body.getBytes(StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            send(exchange, 200, bytes.toByteArray());
        };
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private RestCall post(long id, String body) {
        return new RestCall(id, url("/info"), body, body, Source.REST, null);
    }

    private RestCall rows(long id) {
        return new RestCall(
                id, url("/board"), null, "{\"type\":\"leaderboard\"}", Source.REST, "rows");
    }

    private URI url(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private String ended(RestCall call) {
        transport.request(call);
        String number = " " + call.id() + " ";
        await().until(
                        () ->
                                heard.events.stream()
                                        .anyMatch(
                                                e ->
                                                        e.startsWith("failed" + number)
                                                                || e.equals(
                                                                        "answered"
                                                                                + number
                                                                                + "last")));
        return heard.events.get(heard.events.size() - 1);
    }

    @Test
    void aBodyIsPostedAndTheAnswerHandedOver() {
        answering = zipped("[1,2]");
        assertThat(ended(post(7, "{\"type\":\"meta\"}"))).isEqualTo("answered 7 last");
        assertThat(heard.bodies).containsExactly("[1,2]");
        assertThat(asked)
                .containsExactly("POST /info application/json; charset=utf-8 {\"type\":\"meta\"}");
    }

    @Test
    void refusalsAreToldWithTheirStatusAndSomeOfTheirBody() {
        answering = plain(429, "null");
        assertThat(ended(post(1, "{}"))).isEqualTo("failed 1 429 null");
        answering = plain(422, "x".repeat(900));
        assertThat(ended(post(2, "{}"))).isEqualTo("failed 2 422 " + "x".repeat(200));
        answering = exchange -> exchange.sendResponseHeaders(502, -1);
        assertThat(ended(post(3, "{}"))).isEqualTo("failed 3 502 ");
        assertThat(asked).hasSize(3);
    }

    @Test
    void redirectsAreNotFollowed() {
        answering =
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(302, -1);
                };
        assertThat(ended(post(1, "{}"))).isEqualTo("failed 1 302 ");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAnswerTooLargeAfterDecompressionIsNoAnswer() {
        answering = zipped("0".repeat(1_001));
        assertThat(ended(post(1, "{}"))).startsWith("failed 1 0 ").contains("more than 1000 bytes");
        answering = zipped("0".repeat(1_000));
        assertThat(ended(post(2, "{}"))).isEqualTo("answered 2 last");
    }

    @Test
    void aHostThatFallsSilentIsNoAnswer() {
        CountDownLatch end = new CountDownLatch(1);
        answering =
                exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('[');
                    exchange.getResponseBody().flush();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        assertThat(ended(post(1, "{}"))).startsWith("failed 1 0 ");
        end.countDown();
        assertThat(heard.bodies).isEmpty();
    }

    @Test
    void aHostThatIsNotThereIsNoAnswer() {
        server.stop(0);
        assertThat(ended(post(1, "{}"))).startsWith("failed 1 0 ");
    }

    private static String board(int count) {
        return "{\"before\":[1,{\"rows\":[9]}],\"rows\":["
                + IntStream.range(0, count)
                        .mapToObj(i -> "{\"n\":" + i + ",\"roi\":1.50,\"name\":\"ä\\\"\"}")
                        .collect(Collectors.joining(","))
                + "],\"after\":{}}";
    }

    @Test
    void aLargeArrayComesInPartsOf500Rows() {
        answering = zipped(board(1_200));
        ended(rows(1));

        assertThat(heard.events).containsExactly("answered 1", "answered 1", "answered 1 last");
        assertThat(heard.bodies.get(0))
                .startsWith("{\"rows\":[{\"n\":0,\"roi\":1.50,\"name\":\"ä\\\"\"},{\"n\":1,")
                .endsWith("{\"n\":499,\"roi\":1.50,\"name\":\"ä\\\"\"}]}");
        assertThat(heard.bodies.get(1)).startsWith("{\"rows\":[{\"n\":500,");
        assertThat(heard.bodies.get(2)).endsWith("{\"n\":1199,\"roi\":1.50,\"name\":\"ä\\\"\"}]}");
        assertThat(asked).containsExactly("GET /board null ");
    }

    @Test
    void evenAFullLastPartIsCalledTheLast() {
        answering = plain(200, board(1_000));
        ended(rows(1));
        assertThat(heard.events).containsExactly("answered 1", "answered 1 last");
        answering = plain(200, board(0));
        ended(rows(2));
        assertThat(heard.bodies.get(2)).isEqualTo("{\"rows\":[]}");
    }

    @Test
    void aLargeAnswerThatBreaksOffHasNoLastPart() {
        String whole = board(1_200);
        for (String broken :
                List.of(
                        whole.substring(0, whole.length() / 2),
                        whole.substring(0, whole.length() - 1),
                        whole + "x",
                        "{\"other\":[]}",
                        "[]",
                        "",
                        board(9_000))) {
            heard.events.clear();
            answering = plain(200, broken);
            assertThat(ended(rows(1))).startsWith("failed 1 0 ");
            assertThat(heard.events).doesNotContain("answered 1 last");
        }
    }

    @Test
    void manyCallsAreUnderWayAtOnce() {
        CountDownLatch all = new CountDownLatch(8);
        answering =
                exchange -> {
                    all.countDown();
                    try {
                        all.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    send(exchange, 200, "[]".getBytes(StandardCharsets.UTF_8));
                };
        for (int id = 1; id <= 8; id++) {
            transport.request(post(id, "{}"));
        }
        await().until(() -> heard.bodies.size() == 8);
        assertThat(heard.events).allMatch(event -> event.endsWith("last"));
    }

    @Test
    void aClosedTransportMakesNoCalls() {
        answering = plain(200, "[]");
        transport.close();
        transport.request(post(1, "{}"));
        assertThat(asked).isEmpty();
        assertThat(heard.events).isEmpty();
    }
}

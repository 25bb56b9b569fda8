package io.hyperwatch.bridge.testing;

import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Just enough of the exchange: it greets, acknowledges, answers pings and /info. */
public final class SmallExchange implements AutoCloseable {

    private static final String PING = "{\"method\":\"ping\"}";

    private final Server server = new Server();
    private final HttpServer info;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    public SmallExchange() throws IOException, InterruptedException {
        server.setReuseAddr(true);
        server.start();
        server.started.await();
        info = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        info.createContext("/info", this::answer);
        info.start();
    }

    public URI webSocketUrl() {
        return URI.create("ws://localhost:" + server.getPort() + "/ws");
    }

    public URI apiUrl() {
        return URI.create("http://localhost:" + info.getAddress().getPort());
    }

    /** What /info answers to a request of this type; others get 422. */
    public void answerTo(String type, String body) {
        answers.put(type, body);
    }

    /** Frames the clients have sent. */
    public List<String> received() {
        return List.copyOf(received);
    }

    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** How many sockets were opened so far. */
    public int connections() {
        return connections.get();
    }

    public boolean hasClient() {
        return !server.getConnections().isEmpty();
    }

    public void send(String frame) {
        server.broadcast(frame);
    }

    public void send(byte[] frame) {
        server.broadcast(frame);
    }

    /** Cuts all sockets without a close frame. */
    public void drop() {
        server.getConnections().forEach(s -> s.closeConnection(1006, "dropped"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(request);
            String body = answers.get(parse(request).path("type").asText());
            int status = body == null ? 422 : 200;
            byte[] bytes = (status == 200 ? body : "null").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return WireJson.parse(text);
        } catch (MalformedFrameException e) {
            throw new AssertionError("the bridge sent no JSON: " + text, e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        info.stop(0);
        server.stop(1_000);
    }

    private final class Server extends WebSocketServer {
        private final CountDownLatch started = new CountDownLatch(1);

        Server() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            connections.incrementAndGet();
            socket.send("Websocket connection established.");
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            received.add(text);
            if (text.equals(PING)) {
                socket.send("{\"channel\":\"pong\"}");
            } else {
                JsonNode request = parse(text);
                socket.send(
                        "{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":%s,\"subscription\":%s}}"
                                .formatted(request.get("method"), request.get("subscription")));
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            // The tests look at connections() and hasClient().
        }

        @Override
        public void onError(WebSocket socket, Exception e) {
            if (socket == null) {
                throw new IllegalStateException(e);
            }
        }
    }
}

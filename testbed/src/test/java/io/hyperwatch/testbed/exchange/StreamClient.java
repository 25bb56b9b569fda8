package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real WebSocket client that keeps what it received. */
final class StreamClient extends WebSocketClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

    private StreamClient(String url) {
        super(URI.create(url));
        setConnectionLostTimeout(0);
    }

    static StreamClient connect(String url) throws InterruptedException {
        StreamClient client = tryConnect(url);
        if (!client.isOpen()) {
            throw new IllegalStateException("not connected to " + url);
        }
        return client;
    }

    static StreamClient tryConnect(String url) throws InterruptedException {
        StreamClient client = new StreamClient(url);
        client.connectBlocking(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return client;
    }

    void subscribe(String subscription) {
        send("{\"method\":\"subscribe\",\"subscription\":" + subscription + "}");
    }

    /** The next message, whatever it is. */
    String next() throws InterruptedException {
        String text = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("nothing came for " + PATIENCE);
        }
        return text;
    }

    JsonNode nextFrame() throws Exception {
        return MAPPER.readTree(next());
    }

    /** The next frame of a channel; others before it are dropped. */
    JsonNode nextFrame(String channel) throws Exception {
        return nextFrame(frame -> frame.path("channel").asText().equals(channel));
    }

    JsonNode nextFrame(Predicate<JsonNode> wanted) throws Exception {
        while (true) {
            String text = next();
            if (text.startsWith("{")) {
                JsonNode frame = MAPPER.readTree(text);
                if (wanted.test(frame)) {
                    return frame;
                }
            }
        }
    }

    /** Everything received before the answer to a ping. */
    List<JsonNode> framesUntilPong() throws Exception {
        send("{\"method\":\"ping\"}");
        List<JsonNode> frames = new ArrayList<>();
        while (true) {
            String text = next();
            if (text.equals("{\"channel\":\"pong\"}")) {
                return frames;
            }
            if (text.startsWith("{")) {
                frames.add(read(text));
            }
        }
    }

    int awaitClose() throws Exception {
        return closeCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        // the greeting tells
    }

    @Override
    public void onMessage(String message) {
        received.add(message);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        closeCode.complete(code);
    }

    @Override
    public void onError(Exception failure) {
        // a close follows
    }
}

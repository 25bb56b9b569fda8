package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.Transport;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exchange without sockets, threads and time: it agrees at once, and else says what it is told
 * to.
 */
final class StillExchange implements Transport {

    /** By type of request; others are refused with 422. */
    final Map<String, String> answers = new HashMap<>();

    /** What is subscribed to on each open socket: {@code trades:BTC}. */
    final Map<Integer, List<String>> sockets = new TreeMap<>();

    final List<String> asked = new ArrayList<>();
    boolean restIsSilent;
    boolean socketsAreRefused;
    int connects;
    private Inbox inbox;

    void listener(Inbox into) {
        inbox = into;
    }

    private interface Saying {
        void say() throws InterruptedException;
    }

    private static void now(Saying saying) {
        try {
            saying.say();
        } catch (InterruptedException e) {
            throw new AssertionError("nothing waits here", e);
        }
    }

    @Override
    public void connect(int connection) {
        connects++;
        if (socketsAreRefused) {
            now(() -> inbox.closed(connection, 1006, "refused"));
        } else {
            sockets.put(connection, new ArrayList<>());
            now(() -> inbox.opened(connection));
        }
    }

    @Override
    public void send(int connection, String text) {
        List<String> streams = sockets.get(connection);
        if (streams == null) {
            return;
        }
        JsonNode message = json(text);
        String method = message.path("method").asText();
        if (method.equals("ping")) {
            frame(connection, "{\"channel\":\"pong\"}");
            return;
        }
        JsonNode about = message.get("subscription");
        String stream = about.path("type").asText() + ":" + about.path("coin").asText();
        if (method.equals("subscribe")) {
            streams.add(stream);
        } else {
            streams.remove(stream);
        }
        frame(
                connection,
                "{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":\"%s\",\"subscription\":%s}}"
                        .formatted(method, about));
    }

    void frame(int connection, String text) {
        now(() -> inbox.frame(connection, text));
    }

    /** Ends a socket without a word. */
    void cut(int connection) {
        sockets.remove(connection);
        now(() -> inbox.closed(connection, 1006, ""));
    }

    @Override
    public void close(int connection) {
        sockets.remove(connection);
    }

    @Override
    public void request(RestCall call) {
        asked.add(call.request());
        if (restIsSilent) {
            return;
        }
        String body = answers.get(json(call.request()).path("type").asText());
        if (body == null) {
            now(() -> inbox.failed(call, 422, "Unprocessable Entity"));
        } else {
            now(() -> inbox.answered(call, body, true));
        }
    }

    @Override
    public void close() {
        sockets.clear();
    }

    private static JsonNode json(String text) {
        try {
            return WireJson.parse(text);
        } catch (MalformedFrameException e) {
            throw new AssertionError("the bridge sent no JSON: " + text, e);
        }
    }
}

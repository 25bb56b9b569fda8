package io.hyperwatch.testbed.virtual;

import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.Transport;
import io.hyperwatch.bridge.transport.TransportListener;
import io.hyperwatch.testbed.exchange.ExchangeCore;
import io.hyperwatch.testbed.exchange.HttpAnswer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The bridge's transport against a {@link VirtualExchange}. A handshake takes 20 to 200 ms, a frame
 * 1 to 50 ms, in order on its socket, a request and its answer 20 to 500 ms. Everything is an event
 * of {@link VirtualTime}; the listener is called from there, never from within a call to this.
 */
public final class VirtualTransport implements Transport {

    private static final int ROWS_PER_PART = 500;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final ExchangeCore core;
    private final VirtualTime time;
    private final Latencies latencies;
    private final Map<Integer, VirtualSocket> sockets = new HashMap<>();
    private Function<RestCall, HttpAnswer> elsewhere = call -> HttpAnswer.text(403, "Forbidden");
    private Duration lingering = Duration.ZERO;
    private TransportListener listener;
    private boolean closed;

    VirtualTransport(ExchangeCore core, VirtualTime time, long seed) {
        this.core = core;
        this.time = time;
        this.latencies = new Latencies(new SplittableRandom(seed));
    }

    /** Who is told; before the first call. */
    public VirtualTransport listener(TransportListener newListener) {
        listener = newListener;
        return this;
    }

    /**
     * The trap of reconnecting: so long after the bridge has abandoned a socket, the exchange still
     * counts its subscriptions and users. Zero at the start.
     */
    public VirtualTransport lingering(Duration length) {
        lingering = length;
        return this;
    }

    /** What GETs of anything but the leaderboard are answered; 403 at the start. */
    public VirtualTransport elsewhere(Function<RestCall, HttpAnswer> answers) {
        elsewhere = answers;
        return this;
    }

    /** The exchange's number of a socket, for {@code Faults}; 0 unless it was opened. */
    public int session(int connection) {
        VirtualSocket socket = sockets.get(connection);
        return socket == null ? 0 : socket.session();
    }

    /**
     * @throws IllegalStateException when the number was used before
     */
    @Override
    public void connect(int connection) {
        VirtualSocket socket = new VirtualSocket(connection, core, time, latencies, listener);
        if (sockets.put(connection, socket) != null) {
            throw new IllegalStateException("connection " + connection + " was used before");
        }
        if (!closed) {
            socket.connect();
        }
    }

    @Override
    public void send(int connection, String text) {
        VirtualSocket socket = sockets.get(connection);
        if (socket != null) {
            socket.sendToExchange(text);
        }
    }

    @Override
    public void close(int connection) {
        VirtualSocket socket = sockets.get(connection);
        if (socket != null) {
            socket.abandon(lingering);
        }
    }

    @Override
    public void request(RestCall call) {
        time.at(time.nanos() + latencies.requestNanos(), () -> arrived(call));
    }

    private void arrived(RestCall call) {
        if (closed) {
            return;
        }
        HttpAnswer answer = answer(call);
        if (answer.status() == HttpAnswer.NONE.status()) {
            time.after(
                    latencies.callTimeout(), () -> tell(told -> told.failed(call, 0, "timeout")));
            return;
        }
        time.at(time.nanos() + latencies.requestNanos(), () -> hand(call, answer));
    }

    private HttpAnswer answer(RestCall call) {
        String path = call.url().getPath();
        if (call.body() != null) {
            return path.endsWith("/info")
                    ? core.info("POST", "application/json", call.body())
                    : HttpAnswer.text(403, "Forbidden");
        }
        return path.endsWith("/Mainnet/leaderboard")
                ? core.leaderboard("GET")
                : elsewhere.apply(call);
    }

    private void hand(RestCall call, HttpAnswer answer) {
        if (answer.status() != 200) {
            tell(told -> told.failed(call, answer.status(), answer.body()));
        } else if (call.rowsField() == null) {
            tell(told -> told.answered(call, answer.body(), true));
        } else {
            handParts(call, answer.body());
        }
    }

    private void handParts(RestCall call, String body) {
        JsonNode rows;
        try {
            rows = MAPPER.readTree(body).path(call.rowsField());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the exchange answered " + body, e);
        }
        int from = 0;
        do {
            int to = Math.min(from + ROWS_PER_PART, rows.size());
            ArrayNode part = MAPPER.createArrayNode();
            for (int i = from; i < to; i++) {
                part.add(rows.get(i));
            }
            String text = MAPPER.createObjectNode().set(call.rowsField(), part).toString();
            boolean last = to == rows.size();
            tell(told -> told.answered(call, text, last));
            from = to;
        } while (from < rows.size());
    }

    private void tell(VirtualSocket.Telling telling) {
        if (!closed) {
            VirtualSocket.tell(listener, telling);
        }
    }

    /** As if the process had ended: nothing more is heard, and the exchange learns of it. */
    @Override
    public void close() {
        closed = true;
        sockets.values().forEach(socket -> socket.abandon(lingering));
    }
}

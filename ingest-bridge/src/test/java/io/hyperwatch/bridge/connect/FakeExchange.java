package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.normalize.Control;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.Transport;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The WebSocket side of the exchange in virtual time, with its limits and its bad manners. Each way
 * takes 20 to 80 ms; frames of one socket stay in order. Counts what it is sent as the exchange
 * does, by time of arrival, and notes every limit that was broken.
 */
final class FakeExchange implements Transport, BridgeClock {

    static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MS = Duration.ofMillis(1).toNanos();
    private static final long START_MS = 1_790_000_000_000L;

    private record Event(long atNanos, long order, Runnable action) {}

    private static final class Socket {
        private final int number;
        private final Set<Subscription> subscriptions = new LinkedHashSet<>();
        private boolean open;
        private boolean gone;
        private boolean halfOpen;
        private long stalledUntil;
        private long toServer;
        private long toClient;

        Socket(int number) {
            this.number = number;
        }
    }

    private final Random random;
    private final ExchangeLimits limits;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::order));
    private final Map<Integer, Socket> sockets = new TreeMap<>();
    private final ArrayDeque<Long> connects = new ArrayDeque<>();
    private final ArrayDeque<Long> messages = new ArrayDeque<>();
    private Connections connections;
    private long now;
    private long order;
    private long lagMs;

    final Set<String> poison = new HashSet<>();
    final Set<String> refused = new HashSet<>();
    final Set<String> mute = new HashSet<>();
    final Set<String> unanswered = new HashSet<>();
    final List<String> violations = new ArrayList<>();
    final List<Long> attempts = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    boolean refusesConnections;
    int mostConnects;
    int mostMessages;

    FakeExchange(Random random, ExchangeLimits limits) {
        this.random = random;
        this.limits = limits;
    }

    /** Fleet under test; its inbox lags by {@link #lag}. */
    Connections fleet(Connections.Listener listener, boolean autoReconnect) {
        connections =
                new Connections(
                        this,
                        ConnectionSettings.of(limits, autoReconnect, () -> lagMs),
                        this,
                        random,
                        listener);
        return connections;
    }

    void lag(Duration lag) {
        lagMs = lag.toMillis();
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long epochMs() {
        return START_MS + now / MS;
    }

    /** Does everything that is due in the given time, in order. */
    void run(Duration span) {
        long end = now + span.toNanos();
        while (true) {
            Event next = events.peek();
            long at = Math.min(next == null ? Long.MAX_VALUE : next.atNanos, fleetDue());
            if (at > end) {
                now = end;
                return;
            }
            now = Math.max(now, at);
            if (next != null && next.atNanos <= now) {
                events.remove().action.run();
            }
            advance();
        }
    }

    private long fleetDue() {
        return connections.dueNanos();
    }

    private void advance() {
        int rounds = 0;
        while (connections.dueNanos() <= now) {
            connections.advance(now);
            if (++rounds > 50) {
                throw new AssertionError("still due at " + now + " after 50 rounds");
            }
        }
    }

    void in(Duration delay, Runnable action) {
        at(now + delay.toNanos(), action);
    }

    private void at(long nanos, Runnable action) {
        events.add(new Event(nanos, order++, action));
    }

    private long way() {
        return (20 + random.nextInt(60)) * MS;
    }

    // What the bridge does.

    @Override
    public void connect(int number) {
        attempts.add(now);
        Socket socket = new Socket(number);
        if (sockets.put(number, socket) != null) {
            throw new AssertionError("number used twice: " + number);
        }
        socket.toServer = now + way();
        at(socket.toServer, () -> arrived(socket));
    }

    private void arrived(Socket socket) {
        mostConnects = Math.max(mostConnects, count(connects));
        if (connects.size() > limits.newConnectionsPerMinute()) {
            violations.add("connects: " + connects.size());
        }
        if (refusesConnections) {
            end(socket, 1006, "refused");
            return;
        }
        socket.open = true;
        long open = sockets.values().stream().filter(s -> s.open).count();
        if (open > limits.connections()) {
            violations.add("connections: " + open);
        }
        deliver(socket, () -> connections.opened(new Input.Opened(epochMs(), socket.number)));
    }

    @Override
    public void send(int number, String text) {
        Socket socket = sockets.get(number);
        if (socket == null || socket.gone) {
            return;
        }
        sent.add(text);
        socket.toServer = Math.max(socket.toServer, now + way());
        at(socket.toServer, () -> received(socket, text));
    }

    private void received(Socket socket, String text) {
        mostMessages = Math.max(mostMessages, count(messages));
        if (messages.size() > limits.messagesPerMinute()) {
            violations.add("messages: " + messages.size());
        }
        if (!socket.open || socket.halfOpen) {
            return;
        }
        JsonNode json = json(text);
        if (json.path("method").asText().equals("ping")) {
            say(socket, null, new Control.Pong());
            return;
        }
        JsonNode asked = json.get("subscription");
        Subscription subscription = Subscription.echoed(asked).orElseThrow();
        String stream = subscription.stream();
        if (json.path("method").asText().equals("unsubscribe")) {
            socket.subscriptions.remove(subscription);
            say(socket, null, new Control.Acknowledged("unsubscribe", asked));
        } else if (poison.contains(subscription.coin()) || poison.contains(stream)) {
            end(socket, 1006, "");
        } else if (refused.contains(stream)) {
            say(socket, null, new Control.Refused("Invalid subscription " + asked));
        } else if (!unanswered.contains(stream)) {
            agree(socket, subscription, asked);
        }
    }

    private void agree(Socket socket, Subscription subscription, JsonNode asked) {
        socket.subscriptions.add(subscription);
        int total = sockets.values().stream().mapToInt(s -> s.subscriptions.size()).sum();
        long users =
                sockets.values().stream()
                        .flatMap(s -> s.subscriptions.stream())
                        .filter(s -> s.user() != null)
                        .map(Subscription::user)
                        .distinct()
                        .count();
        if (total > limits.subscriptions() || users > limits.users()) {
            violations.add("subscriptions: " + total + " of " + users + " users");
        }
        say(socket, null, new Control.Acknowledged("subscribe", asked));
        publish(socket, subscription);
    }

    /** Streams with a pace keep it; all others say nothing. */
    private void publish(Socket socket, Subscription subscription) {
        if (!socket.subscriptions.contains(subscription) || socket.gone) {
            return;
        }
        long pace =
                switch (subscription.type()) {
                    case "activeAssetCtx" -> SECOND;
                    case "allMids", "l2Book" -> 5 * SECOND;
                    default -> 0;
                };
        if (pace > 0) {
            if (!mute.contains(subscription.stream())) {
                say(socket, subscription.stream(), null);
            }
            at(now + pace, () -> publish(socket, subscription));
        }
    }

    private void say(Socket socket, String stream, Control control) {
        if (!socket.halfOpen && now >= socket.stalledUntil) {
            deliver(socket, () -> connections.frame(socket.number, stream, control));
        }
    }

    private void deliver(Socket socket, Runnable action) {
        socket.toClient = Math.max(socket.toClient, now + way());
        at(
                socket.toClient,
                () -> {
                    if (!socket.gone) {
                        action.run();
                    }
                });
    }

    @Override
    public void close(int number) {
        Socket socket = sockets.remove(number);
        socket.gone = true;
        socket.open = false;
    }

    @Override
    public void request(RestCall call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    // Faults.

    /** The server ends a socket. */
    void cut(int number, int code) {
        end(sockets.get(number), code, "cut");
    }

    void halfOpen(int number) {
        sockets.get(number).halfOpen = true;
    }

    /** Nothing comes for a while, and what would have come is lost. */
    void stall(int number, Duration span) {
        sockets.get(number).stalledUntil = now + span.toNanos();
    }

    private void end(Socket socket, int code, String reason) {
        socket.open = false;
        socket.subscriptions.clear();
        deliver(
                socket,
                () -> {
                    socket.gone = true;
                    sockets.remove(socket.number);
                    connections.closed(new Input.Closed(epochMs(), socket.number, code, reason));
                });
    }

    /** Numbers of the sockets that are open on both sides. */
    List<Integer> open() {
        return sockets.values().stream().filter(s -> s.open).map(s -> s.number).toList();
    }

    private int count(ArrayDeque<Long> times) {
        times.addLast(now);
        while (now - times.peekFirst() >= 60 * SECOND) {
            times.removeFirst();
        }
        return times.size();
    }

    private static JsonNode json(String text) {
        try {
            return WireJson.parse(text);
        } catch (MalformedFrameException e) {
            throw new AssertionError(e);
        }
    }
}

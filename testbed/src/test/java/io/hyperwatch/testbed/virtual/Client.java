package io.hyperwatch.testbed.virtual;

import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.TransportListener;
import io.hyperwatch.events.Source;
import io.hyperwatch.testbed.exchange.Cadence;
import io.hyperwatch.testbed.exchange.Limits;
import io.hyperwatch.testbed.exchange.SimulatorSettings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A virtual exchange, a transport to it, and everything the transport said. */
final class Client implements TransportListener {

    static final String ALICE = "0x" + "a".repeat(40);
    static final String BOB = "0x" + "b".repeat(40);
    static final long START_MS = 1_790_000_000_000L;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    final VirtualTime time;
    final VirtualExchange exchange;
    final VirtualTransport transport;
    final List<Heard> frames = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    private long calls;

    record Heard(int connection, long atMs, String text) {

        JsonNode json() {
            return read(text);
        }

        String channel() {
            return text.startsWith("{") ? json().path("channel").asText() : "greeting";
        }
    }

    Client(VirtualExchange exchange, long seed) {
        this.exchange = exchange;
        this.time = exchange.time();
        this.transport = exchange.transport(seed).listener(this);
    }

    /** An exchange that pushes nothing by itself. */
    static Client of(Limits limits) {
        VirtualTime time = new VirtualTime(START_MS);
        SimulatorSettings settings =
                SimulatorSettings.defaults(time).withCadence(Cadence.onDemand()).withLimits(limits);
        return new Client(new VirtualExchange(settings, time), 1);
    }

    static Client quiet() {
        return of(Limits.documented());
    }

    void aMoment() {
        time.runFor(A_MOMENT);
    }

    Client connect(int connection) {
        transport.connect(connection);
        aMoment();
        return this;
    }

    /** In JSON with single quotes. */
    void say(int connection, String text) {
        transport.send(connection, text.replace('\'', '"'));
        aMoment();
    }

    void subscribe(int connection, String subscription) {
        say(connection, "{'method':'subscribe','subscription':" + subscription + "}");
    }

    void subscribeUser(int connection, String type, String user) {
        subscribe(connection, "{'type':'" + type + "','user':'" + user + "'}");
    }

    /** The last part of what {@code /info} answers; events say more. */
    JsonNode info(String request) {
        ask(call(request));
        String last = events.get(events.size() - 1);
        return read(last.substring(last.indexOf(' ') + 1));
    }

    /** In JSON with single quotes. */
    RestCall call(String request) {
        String text = request.replace('\'', '"');
        return new RestCall(++calls, URI.create("http://x/info"), text, text, Source.REST, null);
    }

    RestCall leaderboard() {
        return new RestCall(
                ++calls,
                URI.create("http://x/Mainnet/leaderboard"),
                null,
                "{\"type\":\"leaderboard\"}",
                Source.REST,
                "leaderboardRows");
    }

    void ask(RestCall call) {
        transport.request(call);
        aMoment();
    }

    List<JsonNode> dataOf(String channel) {
        return frames.stream()
                .filter(frame -> frame.channel().equals(channel))
                .map(frame -> frame.json().path("data"))
                .toList();
    }

    JsonNode lastOf(String channel) {
        List<JsonNode> all = dataOf(channel);
        return all.get(all.size() - 1);
    }

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public void opened(int connection) {
        events.add("opened " + connection);
    }

    @Override
    public void frame(int connection, String text) {
        frames.add(new Heard(connection, time.epochMs(), text));
    }

    @Override
    public void closed(int connection, int code, String reason) {
        events.add("closed " + connection + " " + code + " " + reason);
    }

    @Override
    public void answered(RestCall call, String body, boolean last) {
        events.add((last ? "answered " : "part ") + body);
    }

    @Override
    public void failed(RestCall call, int status, String reason) {
        events.add("failed:" + status + " " + (reason.isEmpty() ? "null" : reason));
    }
}

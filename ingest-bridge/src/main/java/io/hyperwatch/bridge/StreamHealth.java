package io.hyperwatch.bridge;

import io.hyperwatch.bridge.ws.Subscription;
import io.hyperwatch.json.CanonicalJson;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What is known about each wanted stream; written by the relay, read by /health. */
final class StreamHealth {

    /** The connection as far as health is concerned. */
    interface Connection {

        /** Number of the open connection, 0 for none. */
        int number();

        boolean isAnswering();

        Set<String> confirmedStreams();
    }

    private final LongSupplier nowMs;
    private final Map<String, Long> lastSeenMs = new ConcurrentHashMap<>();
    private volatile List<String> wanted = List.of();
    private volatile List<String> leftOut = List.of();
    private volatile Connection connection;

    StreamHealth(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    void want(List<Subscription> subscriptions, List<String> leftOut) {
        this.leftOut = List.copyOf(leftOut);
        this.wanted = subscriptions.stream().map(Subscription::stream).toList();
    }

    void connectedBy(Connection connection) {
        this.connection = connection;
    }

    void seen(String stream, long receivedAtMs) {
        lastSeenMs.put(stream, receivedAtMs);
    }

    Map<String, StreamStatus> statuses() {
        Connection now = connection;
        Map<String, StreamStatus> statuses = new TreeMap<>();
        for (String stream : wanted) {
            boolean confirmed = now != null && now.confirmedStreams().contains(stream);
            long nowMillis = nowMs.getAsLong();
            // A stream that has just been confirmed is given its full time to speak.
            long lastMs = lastSeenMs.computeIfAbsent(stream, s -> nowMillis);
            statuses.put(
                    stream,
                    StreamStatus.of(
                            stream,
                            confirmed,
                            now != null && now.isAnswering(),
                            nowMillis - lastMs));
        }
        return statuses;
    }

    /** One word for everything: down without Kafka or a connection that should be there. */
    StreamStatus overall(Map<String, StreamStatus> statuses, boolean kafkaHealthy) {
        Connection now = connection;
        if (!kafkaHealthy || (now != null && now.number() == 0)) {
            return StreamStatus.DOWN;
        }
        boolean allLive = statuses.values().stream().allMatch(StreamStatus.LIVE::equals);
        return allLive ? StreamStatus.LIVE : StreamStatus.STALE;
    }

    /** The body of {@code /health}. */
    String json(Map<String, StreamStatus> statuses, StreamStatus overall, boolean kafkaHealthy) {
        Connection now = connection;
        Map<String, Object> body = CanonicalJson.object();
        Map<String, Object> streams = CanonicalJson.object();
        statuses.forEach((stream, status) -> streams.put(stream, lower(status)));
        body.put("status", lower(overall));
        body.put("kafka", lower(kafkaHealthy ? StreamStatus.LIVE : StreamStatus.DOWN));
        body.put("connection", now == null ? 0 : now.number());
        body.put("streams", streams);
        body.put("accounts_left_out", leftOut);
        return CanonicalJson.write(body);
    }

    private static String lower(StreamStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}

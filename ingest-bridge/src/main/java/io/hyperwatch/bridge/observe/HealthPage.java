package io.hyperwatch.bridge.observe;

import io.hyperwatch.json.CanonicalJson;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The body of {@code /health}: a {@link HealthSnapshot} in JSON. */
public final class HealthPage {

    /** Snapshots are made once a second; after so many seconds without, nothing moves any more. */
    private static final long HUNG_AFTER_MS = 15_000;

    private HealthPage() {}

    /**
     * @param snapshot the newest, null before the first
     * @param nowMs epoch milliseconds
     * @return status 503 when the bridge is down
     */
    public static HealthServer.Page of(HealthSnapshot snapshot, long nowMs) {
        StreamStatus overall = overall(snapshot, nowMs);
        return new HealthServer.Page(
                overall == StreamStatus.DOWN ? 503 : 200,
                "application/json",
                CanonicalJson.write(body(snapshot, overall, nowMs)));
    }

    /** One word for everything: down without Kafka, or without a socket that should be there. */
    static StreamStatus overall(HealthSnapshot snapshot, long nowMs) {
        if (snapshot == null || nowMs - snapshot.takenAtMs() > HUNG_AFTER_MS) {
            return StreamStatus.DOWN;
        }
        StreamStatus kafka = snapshot.kafka().status();
        boolean connected =
                snapshot.connections().stream().anyMatch(HealthSnapshot.Connection::open);
        if (kafka == StreamStatus.DOWN || (snapshot.streaming() && !connected)) {
            return StreamStatus.DOWN;
        }
        Collection<HealthSnapshot.Stream> streams = snapshot.streams().values();
        if (streams.stream()
                .map(HealthSnapshot.Stream::status)
                .anyMatch(s -> s == StreamStatus.STALE || s == StreamStatus.DOWN)) {
            return StreamStatus.STALE;
        }
        boolean allLive = streams.stream().allMatch(s -> s.status() == StreamStatus.LIVE);
        return allLive && kafka == StreamStatus.LIVE ? StreamStatus.LIVE : StreamStatus.BACKFILLING;
    }

    private static Map<String, Object> body(
            HealthSnapshot snapshot, StreamStatus overall, long nowMs) {
        Map<String, Object> body = CanonicalJson.object();
        body.put("status", lower(overall));
        if (snapshot == null) {
            return body;
        }
        body.put("taken_at", CanonicalJson.time(snapshot.takenAtMs()));
        body.put("uptime_ms", nowMs - snapshot.startedAtMs());
        body.put("kafka", lower(snapshot.kafka().status()));
        body.put("kafka_queue", kafka(snapshot.kafka()));
        body.put(
                "connection",
                snapshot.connections().stream()
                        .filter(HealthSnapshot.Connection::open)
                        .mapToInt(HealthSnapshot.Connection::number)
                        .min()
                        .orElse(0));
        body.put("connections", connections(snapshot.connections()));
        body.put("streams", streams(snapshot.streams()));
        body.put("silent_ms", silences(snapshot.streams()));
        body.put("inbox", queue(snapshot.inbox()));
        body.put("budget", budget(snapshot.budget()));
        body.put("open_gaps", gaps(snapshot.openGaps()));
        body.put("polled", snapshot.polled());
        body.put("accounts_left_out", snapshot.accountsLeftOut());
        return body;
    }

    private static Map<String, Object> kafka(HealthSnapshot.Kafka kafka) {
        Map<String, Object> queue = CanonicalJson.object();
        queue.put("state", kafka.state().name().toLowerCase(Locale.ROOT));
        queue.put("pending", kafka.pending());
        queue.put("spooled_bytes", kafka.spooledBytes());
        queue.put("oldest_age_ms", kafka.oldestAgeMs());
        queue.put("dropped", kafka.dropped());
        return queue;
    }

    private static List<Object> connections(List<HealthSnapshot.Connection> connections) {
        List<Object> list = new ArrayList<>();
        for (HealthSnapshot.Connection connection : connections) {
            Map<String, Object> entry = CanonicalJson.object();
            entry.put("number", connection.number());
            entry.put("open", connection.open());
            entry.put("answering", connection.answering());
            entry.put("uptime_ms", connection.uptimeMs());
            entry.put("subscriptions", connection.subscriptions());
            entry.put("confirmed", connection.confirmed());
            list.add(entry);
        }
        return list;
    }

    private static Map<String, Object> streams(Map<String, HealthSnapshot.Stream> streams) {
        Map<String, Object> words = CanonicalJson.object();
        streams.forEach((name, stream) -> words.put(name, lower(stream.status())));
        return words;
    }

    /** Of those that are not live: for how long. */
    private static Map<String, Object> silences(Map<String, HealthSnapshot.Stream> streams) {
        Map<String, Object> silences = CanonicalJson.object();
        streams.forEach(
                (name, stream) -> {
                    if (stream.status() != StreamStatus.LIVE) {
                        silences.put(name, stream.silentMs());
                    }
                });
        return silences;
    }

    private static Map<String, Object> queue(HealthSnapshot.Queue queue) {
        Map<String, Object> entry = CanonicalJson.object();
        entry.put("size", queue.size());
        entry.put("oldest_age_ms", queue.oldestAgeMs());
        return entry;
    }

    private static Map<String, Object> budget(HealthSnapshot.Budget budget) {
        Map<String, Object> shares = CanonicalJson.object();
        budget.shares()
                .forEach(
                        (name, share) -> {
                            Map<String, Object> entry = CanonicalJson.object();
                            entry.put("allowance", share.allowance());
                            entry.put("used", share.used());
                            entry.put("waiting", queue(share.waiting()));
                            shares.put(name, entry);
                        });
        Map<String, Object> entry = CanonicalJson.object();
        entry.put("limit", budget.limit());
        entry.put("used", budget.used());
        entry.put("shares", shares);
        return entry;
    }

    private static List<Object> gaps(List<HealthSnapshot.Gap> gaps) {
        List<Object> list = new ArrayList<>();
        for (HealthSnapshot.Gap gap : gaps) {
            Map<String, Object> entry = CanonicalJson.object();
            entry.put("stream", gap.stream());
            entry.put("since", CanonicalJson.time(gap.startMs()));
            entry.put("reason", gap.reason());
            list.add(entry);
        }
        return list;
    }

    private static String lower(StreamStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}

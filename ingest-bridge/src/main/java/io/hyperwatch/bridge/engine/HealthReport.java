package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.FleetStatus;
import io.hyperwatch.bridge.connect.Plan;
import io.hyperwatch.bridge.coverage.Coverage;
import io.hyperwatch.bridge.coverage.StreamState;
import io.hyperwatch.bridge.observe.HealthSnapshot;
import io.hyperwatch.bridge.observe.StreamStatus;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.rest.Budget;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.Share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what /health and the gauges show; on the relay's thread, once a second. */
final class HealthReport {

    private final boolean streaming;
    private final int weightPerMinute;
    private final long startedMs;
    private final Map<Integer, Long> openedMs = new HashMap<>();
    private final Map<String, Long> heardMs = new HashMap<>();

    HealthReport(boolean streaming, int weightPerMinute, long startedMs) {
        this.streaming = streaming;
        this.weightPerMinute = weightPerMinute;
        this.startedMs = startedMs;
    }

    void opened(int connection, long nowMs) {
        openedMs.put(connection, nowMs);
    }

    void heard(String stream, long nowMs) {
        heardMs.put(stream, nowMs);
    }

    /** What the parts of the engine say of themselves. */
    record Parts(
            Coverage coverage,
            FleetStatus fleet,
            Budget budget,
            RestQueue rest,
            EventPublisher publisher,
            Inbox inbox,
            Plan plan,
            List<String> polled) {}

    HealthSnapshot snapshot(Parts parts, long nowMs) {
        return new HealthSnapshot(
                nowMs,
                startedMs,
                streaming,
                streams(parts.coverage(), nowMs),
                connections(parts.fleet(), nowMs),
                HealthSnapshot.Kafka.of(parts.publisher()),
                new HealthSnapshot.Queue(parts.inbox().size(), parts.inbox().lagMs()),
                budget(parts),
                parts.coverage().openGaps().stream()
                        .map(g -> new HealthSnapshot.Gap(g.stream(), g.fromMs(), g.reason()))
                        .toList(),
                parts.polled(),
                leftOut(parts.plan()));
    }

    private Map<String, HealthSnapshot.Stream> streams(Coverage coverage, long nowMs) {
        Map<String, HealthSnapshot.Stream> streams = new TreeMap<>();
        for (Map.Entry<String, StreamState> state : coverage.states().entrySet()) {
            Long heard = heardMs.get(state.getKey());
            streams.put(
                    state.getKey(),
                    new HealthSnapshot.Stream(
                            StreamStatus.valueOf(state.getValue().name()),
                            heard == null ? 0 : nowMs - heard));
        }
        return streams;
    }

    private List<HealthSnapshot.Connection> connections(FleetStatus fleet, long nowMs) {
        List<HealthSnapshot.Connection> connections = new ArrayList<>();
        for (FleetStatus.OfConnection one : fleet.connections()) {
            if (one.number() == 0) {
                continue;
            }
            connections.add(
                    new HealthSnapshot.Connection(
                            one.number(),
                            one.open(),
                            one.open(),
                            one.open() ? nowMs - openedMs.getOrDefault(one.number(), nowMs) : 0,
                            one.confirmed().size() + one.pending().size(),
                            one.confirmed().size()));
        }
        openedMs.keySet().removeIf(n -> connections.stream().noneMatch(c -> c.number() == n));
        return connections;
    }

    private HealthSnapshot.Budget budget(Parts parts) {
        Map<String, HealthSnapshot.Share> shares = new LinkedHashMap<>();
        for (Share share : Share.values()) {
            shares.put(
                    share.name().toLowerCase(Locale.ROOT),
                    new HealthSnapshot.Share(
                            share.perMinute(),
                            parts.budget().usedLastMinute(share),
                            new HealthSnapshot.Queue(
                                    parts.rest().pending(share),
                                    parts.rest().oldestAge(share).toMillis())));
        }
        return new HealthSnapshot.Budget(weightPerMinute, parts.budget().usedLastMinute(), shares);
    }

    /** What is polled, and what there is no room for at all. */
    static List<String> polled(List<String> polled, Plan plan) {
        List<String> lines = new ArrayList<>(polled);
        if (plan != null) {
            plan.leftOut()
                    .forEach(
                            out ->
                                    lines.add(
                                            "left out: "
                                                    + out.what()
                                                    + " ("
                                                    + out.subscriptions().size()
                                                    + "); "
                                                    + out.reason()));
        }
        return lines;
    }

    /** Accounts of which not even REST tells everything. */
    private static List<String> leftOut(Plan plan) {
        if (plan == null) {
            return List.of();
        }
        return plan.polled().stream().map(Plan.Polled::user).distinct().toList();
    }
}

package io.hyperwatch.bridge.observe;

import io.hyperwatch.bridge.relay.BridgeClock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Gauges of what the newest {@link HealthSnapshot} says. */
final class SnapshotGauges {

    private final BridgeClock clock;
    private final MultiGauge streams;
    private final MultiGauge uptimes;
    private final MultiGauge openGaps;
    private final MultiGauge openGapSeconds;
    private final MultiGauge shareWeights;
    private final MultiGauge waiting;
    private final MultiGauge waitingSeconds;
    private volatile HealthSnapshot newest;

    SnapshotGauges(MeterRegistry registry, BridgeClock clock) {
        this.clock = clock;
        Gauge.builder("hyperwatch.bridge.up", this, SnapshotGauges::up)
                .description("0 while /health says down")
                .register(registry);
        Gauge.builder("hyperwatch.bridge.connections.open", this, SnapshotGauges::connections)
                .register(registry);
        Gauge.builder("hyperwatch.bridge.weight.used", this, SnapshotGauges::weight)
                .description("REST weight of the last 60 s")
                .register(registry);
        this.streams = rows(registry, "streams", "Streams by status");
        this.uptimes = rows(registry, "connection.uptime.seconds", "Of each open socket");
        this.openGaps = rows(registry, "gaps.open", "Open gaps by kind of stream");
        this.openGapSeconds = rows(registry, "gaps.open.seconds", "Age of the oldest open gap");
        this.shareWeights = rows(registry, "weight.share.used", "REST weight of the last 60 s");
        this.waiting = rows(registry, "rest.waiting", "REST calls that wait for their turn");
        this.waitingSeconds = rows(registry, "rest.waiting.seconds", "Wait of the oldest of them");
    }

    private static MultiGauge rows(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder("hyperwatch.bridge." + name)
                .description(description)
                .register(registry);
    }

    private double up() {
        return HealthPage.overall(newest, clock.epochMs()) == StreamStatus.DOWN ? 0 : 1;
    }

    private double connections() {
        HealthSnapshot now = newest;
        return now == null
                ? 0
                : now.connections().stream().filter(HealthSnapshot.Connection::open).count();
    }

    private double weight() {
        HealthSnapshot now = newest;
        return now == null ? 0 : now.budget().used();
    }

    HealthSnapshot newest() {
        return newest;
    }

    void show(HealthSnapshot snapshot) {
        newest = snapshot;
        Map<String, Double> byStatus = new TreeMap<>();
        for (StreamStatus status : StreamStatus.values()) {
            byStatus.put(status.name().toLowerCase(Locale.ROOT), 0.0);
        }
        for (HealthSnapshot.Stream stream : snapshot.streams().values()) {
            byStatus.merge(stream.status().name().toLowerCase(Locale.ROOT), 1.0, Double::sum);
        }
        set(streams, "status", byStatus);

        // By place, not by number: numbers rise with each reconnect and would never end.
        Map<String, Double> byPlace = new TreeMap<>();
        for (HealthSnapshot.Connection connection : snapshot.connections()) {
            byPlace.put(Integer.toString(byPlace.size()), connection.uptimeMs() / 1000.0);
        }
        set(uptimes, "socket", byPlace);

        Map<String, Double> gaps = new TreeMap<>();
        Map<String, Double> ages = new TreeMap<>();
        for (HealthSnapshot.Gap gap : snapshot.openGaps()) {
            gaps.merge(gap.streamKind(), 1.0, Double::sum);
            ages.merge(
                    gap.streamKind(), (snapshot.takenAtMs() - gap.startMs()) / 1000.0, Math::max);
        }
        set(openGaps, "kind", gaps);
        set(openGapSeconds, "kind", ages);
        showShares(snapshot.budget().shares());
    }

    private void showShares(Map<String, HealthSnapshot.Share> shares) {
        Map<String, Double> used = new TreeMap<>();
        Map<String, Double> calls = new TreeMap<>();
        Map<String, Double> waits = new TreeMap<>();
        shares.forEach(
                (name, share) -> {
                    used.put(name, (double) share.used());
                    calls.put(name, (double) share.waiting().size());
                    waits.put(name, share.waiting().oldestAgeMs() / 1000.0);
                });
        set(shareWeights, "share", used);
        set(waiting, "share", calls);
        set(waitingSeconds, "share", waits);
    }

    private static void set(MultiGauge gauge, String tag, Map<String, Double> values) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>(values.size());
        values.forEach((name, value) -> rows.add(MultiGauge.Row.of(Tags.of(tag, name), value)));
        gauge.register(rows, true);
    }
}

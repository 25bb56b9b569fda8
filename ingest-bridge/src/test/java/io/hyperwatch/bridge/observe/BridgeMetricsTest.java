package io.hyperwatch.bridge.observe;

import io.hyperwatch.bridge.normalize.Control;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.testing.RecordingPublisher;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Source;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import static io.hyperwatch.bridge.observe.Snapshots.FIRST;
import static io.hyperwatch.bridge.observe.Snapshots.KAFKA;
import static io.hyperwatch.bridge.observe.Snapshots.T0;
import static io.hyperwatch.bridge.observe.Snapshots.stream;
import static org.assertj.core.api.Assertions.assertThat;

class BridgeMetricsTest {

    private static final Envelope RECORD =
            new Envelope(Topic.TRADES, null, "BTC", new byte[0], T0, List.of());

    private long nowMs = T0;
    private final BridgeMetrics metrics =
            new BridgeMetrics(
                    new BridgeClock() {
                        @Override
                        public long epochMs() {
                            return nowMs;
                        }

                        @Override
                        public long nanos() {
                            return nowMs * 1_000_000;
                        }
                    });

    private static Normalized normalized(
            String stream, Control control, int records, int duplicates, Fault... faults) {
        return new Normalized(
                Collections.nCopies(records, RECORD),
                List.of(),
                List.of(),
                List.of(faults),
                duplicates,
                stream,
                control,
                true);
    }

    private static CoverageEvent gap(
            CoverageKind kind, String stream, int revision, Long endMs, String closedBy) {
        return new CoverageEvent(
                kind,
                stream,
                T0,
                T0 - 4_000,
                endMs,
                "disconnect",
                0,
                closedBy,
                null,
                null,
                null,
                revision,
                null);
    }

    private String page() {
        return metrics.metricsPage().body();
    }

    private void work() {
        metrics.relayed(
                new Input.Frame(T0, 1, "x".repeat(100)), normalized("trades:BTC", null, 2, 3));
        metrics.relayed(
                new Input.Frame(T0, 1, "x".repeat(50)), normalized("trades:ETH", null, 1, 0));
        metrics.relayed(new Input.Frame(T0, 1, "{}"), normalized(null, new Control.Pong(), 0, 0));
        metrics.relayed(new Input.Frame(T0, 1, "?"), normalized(null, null, 0, 0, Fault.NOT_JSON));
        metrics.relayed(
                new Input.Answer(T0, 1, "{}", "[]", Source.REST, true),
                normalized("fundingHistory:BTC", null, 0, 0));
        metrics.ticked(24);
        metrics.connected(false);
        metrics.connected(true);
        metrics.disconnected("silence");
        metrics.called("meta", 200, 20);
        metrics.called("meta", 429, 20);
        metrics.called("meta", 0, 20);
        metrics.covered(gap(CoverageKind.GAP_OPENED, "trades:BTC", 1, null, null));
        metrics.covered(gap(CoverageKind.GAP_OPENED, "trades:BTC", 2, null, null));
        metrics.covered(gap(CoverageKind.GAP_OPENED, "l2Book:BTC", 1, null, null));
        metrics.covered(
                gap(CoverageKind.GAP_CLOSED, "trades:BTC", 3, T0 - 1_500, CoverageEvent.RESUMED));
        metrics.covered(gap(CoverageKind.STALE, "allMids", 1, null, null));
        for (int i = 1; i <= 100; i++) {
            metrics.kafkaLatencyNanos().accept(Duration.ofMillis(i).toNanos());
        }
    }

    @Test
    void whatHappensIsCounted() {
        work();

        assertThat(page().lines())
                .contains(
                        "hyperwatch_bridge_messages_total{channel=\"trades\"} 2.0",
                        "hyperwatch_bridge_messages_total{channel=\"pong\"} 1.0",
                        "hyperwatch_bridge_messages_total{channel=\"other\"} 1.0",
                        "hyperwatch_bridge_messages_total{channel=\"rest\"} 1.0",
                        "hyperwatch_bridge_inputs_total{source=\"ws\"} 4.0",
                        "hyperwatch_bridge_bytes_total{source=\"ws\"} 153.0",
                        "hyperwatch_bridge_records_total{topic=\"hl.trades.v1\"} 3.0",
                        "hyperwatch_bridge_dead_letters_total{reason=\"not_json\"} 1.0",
                        "hyperwatch_bridge_dead_letters_total{reason=\"bad_time\"} 0.0",
                        "hyperwatch_bridge_duplicates_total 3.0",
                        "hyperwatch_bridge_ticks_total 24.0",
                        "hyperwatch_bridge_connects_total 2.0",
                        "hyperwatch_bridge_reconnects_total 1.0",
                        "hyperwatch_bridge_disconnects_total{cause=\"silence\"} 1.0",
                        "hyperwatch_bridge_rest_requests_total{outcome=\"200\",type=\"meta\"} 1.0",
                        "hyperwatch_bridge_rest_requests_total{outcome=\"429\",type=\"meta\"} 1.0",
                        "hyperwatch_bridge_rest_requests_total{outcome=\"failed\",type=\"meta\"} 1.0",
                        "hyperwatch_bridge_rest_weight_total{type=\"meta\"} 60.0",
                        "hyperwatch_bridge_gaps_opened_total{kind=\"trades\"} 1.0",
                        "hyperwatch_bridge_gaps_closed_total{closed_by=\"resumed\",kind=\"trades\"} 1.0",
                        "hyperwatch_bridge_gap_seconds_total{closed_by=\"resumed\",kind=\"trades\"} 2.5");
        assertThat(page())
                .contains("hyperwatch_bridge_kafka_latency_seconds{quantile=\"0.99\"} 0.10");
    }

    @Test
    void theSummaryIsMadeOfTheSameCounts() {
        work();
        nowMs += 61_000;

        Statistics statistics = metrics.statistics(7);

        assertThat(statistics.runMs()).isEqualTo(61_000);
        assertThat(statistics.channels())
                .containsEntry("trades", new Statistics.Traffic(2, 150))
                .containsEntry("rest", new Statistics.Traffic(1, 4));
        assertThat(statistics.records()).containsExactly(Map.entry("hl.trades.v1", 3L));
        assertThat(statistics.ticks()).isEqualTo(24);
        assertThat(statistics.duplicates()).isEqualTo(3);
        assertThat(statistics.undelivered()).isEqualTo(7);
        assertThat(statistics.connects()).isEqualTo(2);
        assertThat(statistics.reconnects()).isEqualTo(1);
        assertThat(statistics.disconnects()).containsExactly(Map.entry("silence", 1L));
        assertThat(statistics.gaps())
                .isEqualTo(new Statistics.Gaps(2, Map.of(CoverageEvent.RESUMED, 1L), 2.5));
        assertThat(statistics.gaps().stillOpen()).isEqualTo(1);
        assertThat(statistics.rest())
                .containsExactly(Map.entry("meta", new Statistics.Calls(1, 2, 60)));
        assertThat(statistics.deadLetters()).containsExactly(Map.entry("not_json", 1L));
        assertThat(statistics.kafka().count()).isEqualTo(100);
        assertThat(statistics.kafka().p50Ms()).isBetween(49.0, 53.0);
        assertThat(statistics.kafka().p99Ms()).isBetween(98.0, 104.0);
        assertThat(statistics.kafka().maxMs()).isEqualTo(100.0);
    }

    @Test
    void whatIsComesFromTheNewestSnapshot() {
        assertThat(page()).contains("hyperwatch_bridge_up 0.0");
        HealthSnapshot.Gap gap = new HealthSnapshot.Gap("trades:BTC", T0 - 5_000, "disconnect");
        HealthSnapshot.Gap older = new HealthSnapshot.Gap("trades:ETH", T0 - 9_000, "disconnect");
        metrics.observe(
                Snapshots.of(
                        Map.of(
                                "trades:BTC", stream(StreamStatus.BACKFILLING),
                                "trades:ETH", stream(StreamStatus.BACKFILLING),
                                "allMids", stream(StreamStatus.LIVE)),
                        List.of(FIRST),
                        KAFKA,
                        List.of(gap, older)));

        assertThat(page().lines())
                .contains(
                        "hyperwatch_bridge_up 1.0",
                        "hyperwatch_bridge_connections_open 1.0",
                        "hyperwatch_bridge_connection_uptime_seconds{socket=\"0\"} 60.0",
                        "hyperwatch_bridge_streams{status=\"backfilling\"} 2.0",
                        "hyperwatch_bridge_streams{status=\"down\"} 0.0",
                        "hyperwatch_bridge_gaps_open{kind=\"trades\"} 2.0",
                        "hyperwatch_bridge_gaps_open_seconds{kind=\"trades\"} 9.0",
                        "hyperwatch_bridge_weight_used 412.0",
                        "hyperwatch_bridge_weight_share_used{share=\"tracking\"} 400.0",
                        "hyperwatch_bridge_rest_waiting{share=\"tracking\"} 12.0",
                        "hyperwatch_bridge_rest_waiting_seconds{share=\"tracking\"} 1.5");
        assertThat(metrics.healthPage().status()).isEqualTo(200);

        metrics.observe(Snapshots.allLive());
        assertThat(page())
                .contains("hyperwatch_bridge_streams{status=\"backfilling\"} 0.0")
                .doesNotContain("hyperwatch_bridge_gaps_open{");
        nowMs += 60_000;
        assertThat(page()).contains("hyperwatch_bridge_up 0.0");
        assertThat(metrics.healthPage().status()).isEqualTo(503);
    }

    @Test
    void theQueuesAreShownAsTheyAre() throws InterruptedException {
        BridgeClock clock = BridgeClock.SYSTEM;
        Inbox inbox = new Inbox(10, clock);
        RecordingPublisher publisher = new RecordingPublisher();
        metrics.watch(inbox, publisher);
        inbox.frame(1, "x");
        publisher.setHealthy(false);

        assertThat(page().lines())
                .contains(
                        "hyperwatch_bridge_inbox_size 1.0",
                        "hyperwatch_bridge_inbox_waits_total 0.0",
                        "hyperwatch_bridge_kafka_up 0.0",
                        "hyperwatch_bridge_kafka_pending 0.0",
                        "hyperwatch_bridge_kafka_spooled_bytes 0.0",
                        "hyperwatch_bridge_kafka_dropped_total 0.0");
    }
}

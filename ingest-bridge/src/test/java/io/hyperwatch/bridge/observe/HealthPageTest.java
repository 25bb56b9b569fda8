package io.hyperwatch.bridge.observe;

import io.hyperwatch.bridge.publish.SpoolState;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static io.hyperwatch.bridge.observe.Snapshots.FIRST;
import static io.hyperwatch.bridge.observe.Snapshots.KAFKA;
import static io.hyperwatch.bridge.observe.Snapshots.OPENING;
import static io.hyperwatch.bridge.observe.Snapshots.T0;
import static io.hyperwatch.bridge.observe.Snapshots.stream;
import static org.assertj.core.api.Assertions.assertThat;

class HealthPageTest {

    private static StreamStatus overall(
            Map<String, HealthSnapshot.Stream> streams,
            List<HealthSnapshot.Connection> connections,
            HealthSnapshot.Kafka kafka) {
        return HealthPage.overall(Snapshots.of(streams, connections, kafka, List.of()), T0);
    }

    private static HealthSnapshot.Kafka kafka(boolean healthy, SpoolState state) {
        return new HealthSnapshot.Kafka(healthy, state, 1, 1, 1, 0);
    }

    @Test
    void liveWhenEverythingIs() {
        assertThat(HealthPage.overall(Snapshots.allLive(), T0)).isEqualTo(StreamStatus.LIVE);
        assertThat(HealthPage.of(Snapshots.allLive(), T0).status()).isEqualTo(200);
    }

    @Test
    void theWorstStreamDecides() {
        Map<String, HealthSnapshot.Stream> streams =
                Map.of(
                        "a", stream(StreamStatus.LIVE),
                        "b", stream(StreamStatus.BACKFILLING));
        assertThat(overall(streams, List.of(FIRST), KAFKA)).isEqualTo(StreamStatus.BACKFILLING);

        for (StreamStatus worse : List.of(StreamStatus.STALE, StreamStatus.DOWN)) {
            assertThat(
                            overall(
                                    Map.of(
                                            "a", stream(worse),
                                            "b", stream(StreamStatus.BACKFILLING)),
                                    List.of(FIRST),
                                    KAFKA))
                    .isEqualTo(StreamStatus.STALE);
        }
    }

    @Test
    void downWithoutAnOpenSocketThatShouldBeThere() {
        Map<String, HealthSnapshot.Stream> streams = Map.of("a", stream(StreamStatus.LIVE));
        assertThat(overall(streams, List.of(OPENING), KAFKA)).isEqualTo(StreamStatus.DOWN);
        assertThat(overall(streams, List.of(OPENING, FIRST), KAFKA)).isEqualTo(StreamStatus.LIVE);

        HealthSnapshot s = Snapshots.of(Map.of(), List.of(), KAFKA, List.of());
        assertThat(HealthPage.overall(s, T0)).isEqualTo(StreamStatus.DOWN);
        HealthSnapshot noSocketsWanted =
                new HealthSnapshot(
                        s.takenAtMs(),
                        s.startedAtMs(),
                        false,
                        s.streams(),
                        s.connections(),
                        s.kafka(),
                        s.inbox(),
                        s.budget(),
                        s.openGaps(),
                        s.polled(),
                        s.accountsLeftOut());
        assertThat(HealthPage.overall(noSocketsWanted, T0)).isEqualTo(StreamStatus.LIVE);
    }

    @Test
    void downWithoutKafka() {
        Map<String, HealthSnapshot.Stream> streams = Map.of("a", stream(StreamStatus.LIVE));
        assertThat(overall(streams, List.of(FIRST), kafka(false, SpoolState.SPOOLING)))
                .isEqualTo(StreamStatus.DOWN);
        assertThat(overall(streams, List.of(FIRST), kafka(true, SpoolState.FULL)))
                .isEqualTo(StreamStatus.DOWN);
        assertThat(overall(streams, List.of(FIRST), kafka(true, SpoolState.SPOOLING)))
                .isEqualTo(StreamStatus.BACKFILLING);
    }

    @Test
    void downBeforeTheFirstSnapshotAndWhenNoneHasComeForLong() {
        HealthServer.Page first = HealthPage.of(null, T0);
        assertThat(first.status()).isEqualTo(503);
        assertThat(first.body()).isEqualTo("{\"status\":\"down\"}");

        assertThat(HealthPage.of(Snapshots.allLive(), T0 + 15_000).status()).isEqualTo(200);
        assertThat(HealthPage.of(Snapshots.allLive(), T0 + 15_001).status()).isEqualTo(503);
    }

    @Test
    void theAnswerNamesEverything() {
        HealthSnapshot snapshot =
                Snapshots.of(
                        Map.of(
                                "trades:BTC", stream(StreamStatus.BACKFILLING),
                                "allMids", stream(StreamStatus.LIVE)),
                        List.of(OPENING, FIRST),
                        KAFKA,
                        List.of(new HealthSnapshot.Gap("trades:BTC", T0 - 5_000, "disconnect")));

        assertThat(HealthPage.of(snapshot, T0 + 100).body())
                .isEqualTo(
                        "{\"accounts_left_out\":[\"0xabc\"],"
                                + "\"budget\":{\"limit\":960,\"shares\":{\"tracking\":{\"allowance\":480,"
                                + "\"used\":400,\"waiting\":{\"oldest_age_ms\":1500,\"size\":12}}},\"used\":412},"
                                + "\"connection\":4,"
                                + "\"connections\":[{\"answering\":false,\"confirmed\":0,\"number\":9,"
                                + "\"open\":false,\"subscriptions\":7,\"uptime_ms\":0},"
                                + "{\"answering\":true,\"confirmed\":7,\"number\":4,"
                                + "\"open\":true,\"subscriptions\":7,\"uptime_ms\":60000}],"
                                + "\"inbox\":{\"oldest_age_ms\":1,\"size\":2},"
                                + "\"kafka\":\"live\","
                                + "\"kafka_queue\":{\"dropped\":0,\"oldest_age_ms\":4,\"pending\":3,"
                                + "\"spooled_bytes\":0,\"state\":\"flowing\"},"
                                + "\"open_gaps\":[{\"reason\":\"disconnect\","
                                + "\"since\":\"2025-10-09T08:53:15.000Z\",\"stream\":\"trades:BTC\"}],"
                                + "\"polled\":[\"fundingHistory of 7 coins, every 3600 s\"],"
                                + "\"silent_ms\":{\"trades:BTC\":21000},"
                                + "\"status\":\"backfilling\","
                                + "\"streams\":{\"allMids\":\"live\",\"trades:BTC\":\"backfilling\"},"
                                + "\"taken_at\":\"2025-10-09T08:53:20.000Z\","
                                + "\"uptime_ms\":90100}");
    }
}

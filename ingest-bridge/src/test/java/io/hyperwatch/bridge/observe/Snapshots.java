package io.hyperwatch.bridge.observe;

import io.hyperwatch.bridge.publish.SpoolState;

import java.util.List;
import java.util.Map;

/** Snapshots to change one thing of. */
final class Snapshots {

    static final long T0 = 1_760_000_000_000L;

    static final HealthSnapshot.Kafka KAFKA =
            new HealthSnapshot.Kafka(true, SpoolState.FLOWING, 3, 0, 4, 0);
    static final HealthSnapshot.Connection FIRST =
            new HealthSnapshot.Connection(4, true, true, 60_000, 7, 7);
    static final HealthSnapshot.Connection OPENING =
            new HealthSnapshot.Connection(9, false, false, 0, 7, 0);

    private Snapshots() {}

    static HealthSnapshot of(
            Map<String, HealthSnapshot.Stream> streams,
            List<HealthSnapshot.Connection> connections,
            HealthSnapshot.Kafka kafka,
            List<HealthSnapshot.Gap> gaps) {
        return new HealthSnapshot(
                T0,
                T0 - 90_000,
                true,
                streams,
                connections,
                kafka,
                new HealthSnapshot.Queue(2, 1),
                new HealthSnapshot.Budget(
                        960,
                        412,
                        Map.of(
                                "tracking",
                                new HealthSnapshot.Share(
                                        480, 400, new HealthSnapshot.Queue(12, 1_500)))),
                gaps,
                List.of("fundingHistory of 7 coins, every 3600 s"),
                List.of("0xabc"));
    }

    static HealthSnapshot.Stream stream(StreamStatus status) {
        return new HealthSnapshot.Stream(status, 21_000);
    }

    static HealthSnapshot allLive() {
        return of(
                Map.of(
                        "trades:BTC", stream(StreamStatus.LIVE),
                        "allMids", stream(StreamStatus.LIVE)),
                List.of(FIRST, OPENING),
                KAFKA,
                List.of());
    }
}

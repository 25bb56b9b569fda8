package io.hyperwatch.bridge.observe;

import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.publish.SpoolState;

import java.util.List;
import java.util.Map;

/**
 * How the bridge was doing at one moment; made about once a second, read by {@code /health} and
 * {@code /metrics}.
 *
 * @param takenAtMs when, epoch milliseconds
 * @param startedAtMs start of the bridge, epoch milliseconds
 * @param streaming whether there should be sockets at all
 * @param streams by name, such as {@code trades:BTC}: everything that is wanted by WebSocket
 * @param connections open ones and those being opened
 * @param openGaps what is not complete yet
 * @param polled what REST is asked for regularly, for people: {@code fundingHistory of 7 coins,
 *     every 3600 s}
 * @param accountsLeftOut addresses without a place for all their streams; REST is asked instead
 */
public record HealthSnapshot(
        long takenAtMs,
        long startedAtMs,
        boolean streaming,
        Map<String, Stream> streams,
        List<Connection> connections,
        Kafka kafka,
        Queue inbox,
        Budget budget,
        List<Gap> openGaps,
        List<String> polled,
        List<String> accountsLeftOut) {

    /**
     * @param silentMs since its last frame, 0 where none was ever due
     */
    public record Stream(StreamStatus status, long silentMs) {}

    /**
     * One socket.
     *
     * @param number as in the header {@code connection}
     * @param open whether it is open; false while it is being opened
     * @param answering whether the exchange answers on it
     * @param uptimeMs since it was opened, 0 while it is not
     * @param subscriptions that it should carry
     * @param confirmed how many of them the exchange has agreed to
     */
    public record Connection(
            int number,
            boolean open,
            boolean answering,
            long uptimeMs,
            int subscriptions,
            int confirmed) {}

    /**
     * The way into Kafka; see {@link EventPublisher}.
     *
     * @param healthy whether records are getting through
     */
    public record Kafka(
            boolean healthy,
            SpoolState state,
            long pending,
            long spooledBytes,
            long oldestAgeMs,
            long dropped) {

        public static Kafka of(EventPublisher publisher) {
            return new Kafka(
                    publisher.isHealthy(),
                    publisher.state(),
                    publisher.pending(),
                    publisher.spooledBytes(),
                    publisher.oldestAgeMs(),
                    publisher.dropped());
        }

        StreamStatus status() {
            if (!healthy || state == SpoolState.FULL) {
                return StreamStatus.DOWN;
            }
            return state == SpoolState.SPOOLING ? StreamStatus.BACKFILLING : StreamStatus.LIVE;
        }
    }

    /**
     * Something that waits.
     *
     * @param size how much of it
     * @param oldestAgeMs of the one that has waited longest, 0 for none
     */
    public record Queue(int size, long oldestAgeMs) {}

    /**
     * REST weight.
     *
     * @param limit a minute that the bridge allows itself
     * @param used within the last 60 s
     * @param shares by name, such as {@code tracking}
     */
    public record Budget(int limit, int used, Map<String, Share> shares) {}

    /**
     * One share of the budget.
     *
     * @param allowance weight a minute it is guaranteed
     * @param used within the last 60 s
     * @param waiting calls that wait for their turn
     */
    public record Share(int allowance, int used, Queue waiting) {}

    /**
     * A gap that is still open.
     *
     * @param startMs exchange time up to which the stream is complete, epoch milliseconds
     * @param reason as in {@link io.hyperwatch.events.CoverageEvent#reason()}
     */
    public record Gap(String stream, long startMs, String reason) {

        /** {@code trades} of {@code trades:BTC}. */
        String streamKind() {
            int colon = stream.indexOf(':');
            return colon < 0 ? stream : stream.substring(0, colon);
        }
    }
}

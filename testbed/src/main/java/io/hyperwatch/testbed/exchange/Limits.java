package io.hyperwatch.testbed.exchange;

import java.time.Duration;

/**
 * What the exchange refuses, per IP address (here: in total).
 *
 * @param connections open sockets
 * @param newConnectionsPerMinute handshakes
 * @param subscriptions over all sockets
 * @param users distinct accounts in account streams, over all sockets
 * @param messagesPerMinute sent by clients, over all sockets
 * @param weightPerMinute of {@code /info} requests
 * @param silence a socket to which the server has sent nothing for so long is cut
 */
public record Limits(
        int connections,
        int newConnectionsPerMinute,
        int subscriptions,
        int users,
        int messagesPerMinute,
        int weightPerMinute,
        Duration silence) {

    /** As the exchange documents them in 2026. */
    public static Limits documented() {
        return new Limits(10, 30, 1_000, 10, 2_000, 1_200, Duration.ofSeconds(60));
    }

    public Limits withUsers(int newUsers) {
        return new Limits(
                connections,
                newConnectionsPerMinute,
                subscriptions,
                newUsers,
                messagesPerMinute,
                weightPerMinute,
                silence);
    }

    public Limits withConnections(int open, int newPerMinute) {
        return new Limits(
                open,
                newPerMinute,
                subscriptions,
                users,
                messagesPerMinute,
                weightPerMinute,
                silence);
    }

    public Limits withSubscriptions(int newSubscriptions) {
        return new Limits(
                connections,
                newConnectionsPerMinute,
                newSubscriptions,
                users,
                messagesPerMinute,
                weightPerMinute,
                silence);
    }

    public Limits withMessagesPerMinute(int messages) {
        return new Limits(
                connections,
                newConnectionsPerMinute,
                subscriptions,
                users,
                messages,
                weightPerMinute,
                silence);
    }

    public Limits withWeightPerMinute(int weight) {
        return new Limits(
                connections,
                newConnectionsPerMinute,
                subscriptions,
                users,
                messagesPerMinute,
                weight,
                silence);
    }

    public Limits withSilence(Duration newSilence) {
        return new Limits(
                connections,
                newConnectionsPerMinute,
                subscriptions,
                users,
                messagesPerMinute,
                weightPerMinute,
                newSilence);
    }
}

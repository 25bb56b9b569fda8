package io.hyperwatch.bridge.connect;

/**
 * What the exchange allows one IP on WebSocket. The defaults are those published in 2026; the
 * exchange has changed them before (it took connections from 100 to 10), so each can be set.
 *
 * @param connections open at once
 * @param subscriptions over all connections; a reconnect that overlaps its old socket counts twice
 * @param users distinct ones in account streams, over all connections
 * @param messagesPerMinute sent, over all connections: subscribes, unsubscribes and pings
 * @param newConnectionsPerMinute opened in any minute
 */
public record ExchangeLimits(
        int connections,
        int subscriptions,
        int users,
        int messagesPerMinute,
        int newConnectionsPerMinute) {

    public static final ExchangeLimits PUBLISHED = new ExchangeLimits(10, 1_000, 10, 2_000, 30);

    /** Below it the pings alone (at most 15 a minute and connection) would use up the messages. */
    private static final int MIN_MESSAGES_PER_CONNECTION = 20;

    /**
     * @throws IllegalArgumentException where nothing at all could be streamed
     */
    public ExchangeLimits {
        atLeast(1, connections, "connections");
        atLeast(2, subscriptions, "subscriptions");
        atLeast(0, users, "users");
        atLeast(
                MIN_MESSAGES_PER_CONNECTION * connections,
                messagesPerMinute,
                "messages a minute with " + connections + " connections");
        atLeast(1, newConnectionsPerMinute, "new connections a minute");
    }

    private static void atLeast(int min, int value, String what) {
        if (value < min) {
            throw new IllegalArgumentException(
                    "limit of " + what + ": at least " + min + " expected, got " + value);
        }
    }
}

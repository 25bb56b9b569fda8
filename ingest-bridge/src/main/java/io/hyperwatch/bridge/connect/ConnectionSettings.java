package io.hyperwatch.bridge.connect;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How connections are held.
 *
 * @param limits of the exchange that are kept
 * @param autoReconnect whether a lost socket is replaced
 * @param pingInterval distance of the JSON pings; the exchange drops a socket it has sent nothing
 *     for 60 s
 * @param quietTimeout without any frame for this long a ping is sent at once
 * @param pongTimeout without a pong for this long after a ping the socket is given up
 * @param stallTimeout without any frame for this long a socket that carries asset contexts (about
 *     one frame a second each) is given up
 * @param ackTimeout after which an unanswered subscription is asked for again
 * @param inboxLagMs how long the oldest unread input has been waiting; while it is over 1 s nothing
 *     is held against the exchange
 */
public record ConnectionSettings(
        ExchangeLimits limits,
        boolean autoReconnect,
        Duration pingInterval,
        Duration quietTimeout,
        Duration pongTimeout,
        Duration stallTimeout,
        Duration ackTimeout,
        LongSupplier inboxLagMs) {

    /** Half-open sockets are found after 9 s, stalled ones with asset contexts after 5 s. */
    public static ConnectionSettings of(
            ExchangeLimits limits, boolean autoReconnect, LongSupplier inboxLagMs) {
        return new ConnectionSettings(
                limits,
                autoReconnect,
                Duration.ofSeconds(15),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                inboxLagMs);
    }

    public ConnectionSettings withPingInterval(Duration interval) {
        return new ConnectionSettings(
                limits,
                autoReconnect,
                interval,
                quietTimeout,
                pongTimeout,
                stallTimeout,
                ackTimeout,
                inboxLagMs);
    }

    public ConnectionSettings withStallTimeout(Duration timeout) {
        return new ConnectionSettings(
                limits,
                autoReconnect,
                pingInterval,
                quietTimeout,
                pongTimeout,
                timeout,
                ackTimeout,
                inboxLagMs);
    }
}

package io.hyperwatch.bridge.ws;

import java.net.URI;
import java.time.Duration;

/**
 * How to hold a connection.
 *
 * @param uri {@code wss://…}
 * @param autoReconnect whether a lost connection is replaced
 * @param pingInterval distance of the JSON pings; the exchange drops a socket it has sent nothing
 *     for 60 s
 * @param silenceTimeout without any frame for this long the connection is given up
 */
public record SocketSettings(
        URI uri, boolean autoReconnect, Duration pingInterval, Duration silenceTimeout) {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    static final Duration ACK_TIMEOUT = Duration.ofSeconds(10);
}

package io.hyperwatch.bridge.transport;

/**
 * Everything the bridge does to the exchange: sockets and HTTP calls. No method blocks; what comes
 * of it is told to the {@link TransportListener}, in the order it happened on each socket. The
 * simulation of hours in seconds is another implementation of this.
 */
public interface Transport extends AutoCloseable {

    /**
     * Opens a new socket under a number that was never used before. Ends in {@link
     * TransportListener#opened} or {@link TransportListener#closed}.
     */
    void connect(int connection);

    /** Sends a text frame; nothing happens where the socket is not open. */
    void send(int connection, String text);

    /** Abandons a socket without waiting for it; nothing more is heard of it. */
    void close(int connection);

    /**
     * Makes an HTTP call. Ends in {@link TransportListener#answered} or {@link
     * TransportListener#failed}, at the latest 30 s later.
     */
    void request(RestCall call);

    /** Abandons everything. */
    @Override
    void close();
}

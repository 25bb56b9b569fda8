package io.hyperwatch.testbed.exchange;

import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashSet;
import java.util.Set;

/** One socket and what it is subscribed to. Subscriptions are guarded by the market's monitor. */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final WebSocket socket;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private volatile long lastSentNanos = System.nanoTime();

    Session(WebSocket socket) {
        this.socket = socket;
    }

    Set<Subscription> subscriptions() {
        return subscriptions;
    }

    boolean isOpen() {
        return socket.isOpen();
    }

    /**
     * @return {@link System#nanoTime} at the hand-over to the socket, 0 if it is closed
     */
    long send(String text) {
        long now = System.nanoTime();
        try {
            socket.send(text);
        } catch (WebsocketNotConnectedException e) {
            LOG.debug("the client left before its frame", e);
            return 0;
        }
        lastSentNanos = now;
        return now;
    }

    void sendBinary(byte[] bytes) {
        socket.send(bytes);
    }

    long nanosSinceLastFrame() {
        return System.nanoTime() - lastSentNanos;
    }

    /** Cuts the connection without a close frame: the client sees code 1006. */
    void cut() {
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    }

    /** Closes as the exchange does when it is done with a socket. */
    void expire() {
        socket.close(CloseFrame.NORMAL, "Expired");
    }
}

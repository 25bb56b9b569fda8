package io.hyperwatch.bridge.transport;

import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection, used once: a lost socket is never reopened, and what an abandoned one still says
 * is ignored. The listener is told everything in order, although the end of a socket may be noticed
 * by another thread than its reader.
 */
final class NetSocket extends WebSocketClient {

    private static final Logger LOG = LoggerFactory.getLogger(NetSocket.class);

    /** The largest known frame is 175 kB. */
    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;

    private static final int BINARY_SHOWN = 1024;
    private static final int ABNORMAL = 1006;

    private final int connection;
    private final TransportListener listener;
    private final ReentrantLock telling = new ReentrantLock(true);
    private volatile boolean abandoned;
    private volatile boolean opened;
    private volatile Thread teller;
    private volatile String failure;
    private boolean toldClosed;

    NetSocket(URI uri, int connection, Duration connectTimeout, TransportListener listener) {
        super(
                uri,
                new Draft_6455(List.of(), List.of(new Protocol("")), MAX_FRAME_BYTES),
                Map.of(),
                Math.toIntExact(connectTimeout.toMillis()));
        this.connection = connection;
        this.listener = listener;
        setTcpNoDelay(true);
        setDaemon(true);
        // Off: the exchange keeps a socket alive by JSON pings, and whether it answers protocol
        // pings is not known. Whoever uses the transport watches for silence, allowing for a
        // reader that waits for room.
        setConnectionLostTimeout(0);
    }

    /** Nothing more is told, not even a frame that waits for room. Does not block. */
    void abandon() {
        abandoned = true;
        Thread waiting = teller;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** Ends the connection without a close handshake; may wait for the network. */
    void cut() {
        closeConnection(ABNORMAL, "abandoned");
        closeQuietly();
    }

    /** Ends an attempt that has come to nothing; the reader then says so. */
    void giveUpUnlessOpen() {
        if (!opened && !abandoned) {
            failure = "no answer to the upgrade in time";
            closeQuietly();
        }
    }

    private void closeQuietly() {
        try {
            if (getSocket() != null) {
                getSocket().close();
            }
        } catch (IOException e) {
            LOG.debug("connection {}: {}", connection, e.toString());
        }
    }

    void sendIfOpen(String text) {
        if (isOpen() && !abandoned) {
            // Only queues. A socket that is being lost at this moment says so by its end.
            try {
                send(text);
            } catch (org.java_websocket.exceptions.WebsocketNotConnectedException e) {
                LOG.debug("connection {} was lost while sending", connection);
            }
        }
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        opened = true;
        tell(() -> listener.opened(connection));
    }

    @Override
    public void onMessage(String text) {
        tell(() -> listener.frame(connection, text));
    }

    /** The exchange sends no binary frames; one is shown among the dead letters. */
    @Override
    public void onMessage(ByteBuffer bytes) {
        byte[] shown = new byte[Math.min(bytes.remaining(), BINARY_SHOWN)];
        int total = bytes.remaining();
        bytes.get(shown);
        onMessage(
                "binary frame of "
                        + total
                        + " bytes: "
                        + Base64.getEncoder().encodeToString(shown));
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        String cause = reason == null || reason.isEmpty() ? failure : reason;
        tell(
                () -> {
                    if (!toldClosed) {
                        toldClosed = true;
                        int known = code < 0 ? ABNORMAL : code;
                        listener.closed(connection, known, cause == null ? "" : cause);
                    }
                });
    }

    @Override
    public void onError(Exception e) {
        if (failure == null) {
            failure = e.toString();
        }
        if (!abandoned) {
            LOG.debug("connection {}: {}", connection, e.toString());
        }
    }

    private void tell(Telling what) {
        try {
            telling.lockInterruptibly();
            try {
                teller = Thread.currentThread();
                if (!abandoned) {
                    what.tell();
                }
            } finally {
                teller = null;
                telling.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Telling {
        void tell() throws InterruptedException;
    }
}

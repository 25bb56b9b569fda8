package io.hyperwatch.bridge.ws;

import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * One connection, used once: a lost socket is never reopened, a new object takes its place under
 * the next number, and what an abandoned one still says is ignored.
 */
final class HyperliquidSocket extends WebSocketClient {

    private static final Logger LOG = LoggerFactory.getLogger(HyperliquidSocket.class);

    /** The largest known frame is 175 kB. */
    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;

    private static final int BINARY_SHOWN = 1024;

    /** Told when the connection is gone, whoever ended it. */
    interface CloseListener {
        void closed(int connection, int code, String reason);
    }

    private final int connection;
    private final FrameSink frames;
    private final CloseListener listener;
    private volatile boolean abandoned;
    private volatile Thread waitingForRoom;
    private volatile long lastFrameNanos;

    HyperliquidSocket(
            URI uri,
            int connection,
            Duration connectTimeout,
            FrameSink frames,
            CloseListener listener) {
        super(
                uri,
                new Draft_6455(List.of(), List.of(new Protocol("")), MAX_FRAME_BYTES),
                Map.of(),
                Math.toIntExact(connectTimeout.toMillis()));
        this.connection = connection;
        this.frames = frames;
        this.listener = listener;
        this.lastFrameNanos = System.nanoTime();
        setTcpNoDelay(true);
        setDaemon(true);
        // Off: the exchange keeps a socket alive by JSON pings, and whether it answers protocol
        // pings is not known. The supervisor watches for silence instead, which also allows for
        // a reader that waits for room.
        setConnectionLostTimeout(0);
    }

    int connection() {
        return connection;
    }

    /** Time since anything was received; 0 while we ourselves have stopped reading. */
    long silentNanos() {
        return waitingForRoom != null ? 0 : System.nanoTime() - lastFrameNanos;
    }

    /** Cuts the connection; nothing more is heard of it, not even a frame that waits for room. */
    void abandon() {
        abandoned = true;
        Thread reader = waitingForRoom;
        if (reader != null) {
            reader.interrupt();
        }
        closeConnection(1006, "abandoned");
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        lastFrameNanos = System.nanoTime();
    }

    @Override
    public void onMessage(String text) {
        if (abandoned) {
            return;
        }
        waitingForRoom = Thread.currentThread();
        try {
            frames.frame(connection, text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lastFrameNanos = System.nanoTime();
            waitingForRoom = null;
        }
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
        if (!abandoned) {
            listener.closed(connection, code, reason);
        }
    }

    @Override
    public void onError(Exception e) {
        if (!abandoned) {
            LOG.warn("connection {}: {}", connection, e.toString());
        }
    }
}

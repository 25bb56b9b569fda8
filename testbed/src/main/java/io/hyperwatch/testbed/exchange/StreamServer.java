package io.hyperwatch.testbed.exchange;

import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The WebSocket end of the exchange: no compression, no protocol pings, one worker thread. */
final class StreamServer extends WebSocketServer {

    private static final Logger LOG = LoggerFactory.getLogger(StreamServer.class);
    private static final int START_SECONDS = 10;

    private final StreamProtocol protocol;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    StreamServer(int port, StreamProtocol protocol) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        this.protocol = protocol;
        setReuseAddr(true);
        setTcpNoDelay(true);
        setDaemon(true);
        setConnectionLostTimeout(0);
    }

    /**
     * @throws IOException when the port is taken
     */
    void startAndAwait() throws IOException {
        start();
        try {
            started.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening port " + getPort(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("cannot listen on port " + getPort() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void onStart() {
        started.complete(null);
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        if (!protocol.accepts()) {
            throw new InvalidDataException(CloseFrame.TRY_AGAIN_LATER, "too many connections");
        }
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        protocol.opened(new SocketLink(socket), socket::setAttachment);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        Session session = socket.getAttachment();
        if (session != null) {
            protocol.closed(session);
        }
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        protocol.received(socket.getAttachment(), message);
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        onMessage(socket, StandardCharsets.UTF_8.decode(message).toString());
    }

    @Override
    public void onError(WebSocket socket, Exception failure) {
        if (socket == null) {
            started.completeExceptionally(failure);
        }
        LOG.debug("socket failed", failure);
    }

    private record SocketLink(WebSocket socket) implements Session.Link {

        @Override
        public boolean isOpen() {
            return socket.isOpen();
        }

        @Override
        public boolean send(String text) {
            try {
                socket.send(text);
                return true;
            } catch (WebsocketNotConnectedException e) {
                LOG.debug("the client left before its frame", e);
                return false;
            }
        }

        @Override
        public void sendBinary(byte[] bytes) {
            try {
                socket.send(bytes);
            } catch (WebsocketNotConnectedException e) {
                LOG.debug("the client left before its frame", e);
            }
        }

        @Override
        public void cut() {
            socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
        }

        @Override
        public void expire() {
            socket.close(CloseFrame.NORMAL, "Expired");
        }
    }
}

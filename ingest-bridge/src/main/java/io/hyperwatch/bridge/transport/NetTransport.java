package io.hyperwatch.bridge.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The network: a WebSocket client for each connection, and HTTP calls. The listener may block; that
 * holds back the reading of one socket, or one of the threads for HTTP answers, never a caller of
 * this class.
 */
public final class NetTransport implements Transport {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final URI webSocketUrl;
    private final TransportListener listener;
    private final Duration connectTimeout;
    private final Map<Integer, NetSocket> sockets = new ConcurrentHashMap<>();
    private final HttpCalls http;

    /** Ends sockets: closing a TLS socket may wait for its peer. */
    private final ExecutorService closers =
            Executors.newCachedThreadPool(daemons("transport-close"));

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemons("transport-timer"));

    private volatile boolean closed;

    public NetTransport(URI webSocketUrl, TransportListener listener) {
        this(webSocketUrl, listener, CONNECT_TIMEOUT, HttpCalls.Limits.DEFAULT);
    }

    NetTransport(
            URI webSocketUrl,
            TransportListener listener,
            Duration connectTimeout,
            HttpCalls.Limits limits) {
        this.webSocketUrl = webSocketUrl;
        this.listener = listener;
        this.connectTimeout = connectTimeout;
        this.http = new HttpCalls(listener, limits, daemons("transport-http"));
    }

    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void connect(int connection) {
        if (closed) {
            return;
        }
        NetSocket socket =
                new NetSocket(webSocketUrl, connection, connectTimeout, new Forgetting());
        if (sockets.putIfAbsent(connection, socket) != null) {
            throw new IllegalArgumentException("connection " + connection + " was used before");
        }
        socket.connect();
        // The library waits for the TCP connection at most this long, but for ever for the answer
        // to the upgrade.
        timer.schedule(
                () -> closers.execute(socket::giveUpUnlessOpen),
                connectTimeout.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** A socket that is gone by itself is not kept either. */
    private final class Forgetting implements TransportListener {
        @Override
        public void opened(int connection) throws InterruptedException {
            listener.opened(connection);
        }

        @Override
        public void frame(int connection, String text) throws InterruptedException {
            listener.frame(connection, text);
        }

        @Override
        public void closed(int connection, int code, String reason) throws InterruptedException {
            sockets.remove(connection);
            listener.closed(connection, code, reason);
        }

        @Override
        public void answered(RestCall call, String body, boolean last) throws InterruptedException {
            listener.answered(call, body, last);
        }

        @Override
        public void failed(RestCall call, int status, String reason) throws InterruptedException {
            listener.failed(call, status, reason);
        }
    }

    @Override
    public void send(int connection, String text) {
        NetSocket socket = sockets.get(connection);
        if (socket != null) {
            socket.sendIfOpen(text);
        }
    }

    @Override
    public void close(int connection) {
        NetSocket socket = sockets.remove(connection);
        if (socket != null && !closed) {
            socket.abandon();
            closers.execute(socket::cut);
        }
    }

    @Override
    public void request(RestCall call) {
        http.call(call);
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        for (NetSocket socket : sockets.values()) {
            socket.abandon();
            closers.execute(socket::cut);
        }
        sockets.clear();
        closers.shutdown();
        http.close();
    }
}

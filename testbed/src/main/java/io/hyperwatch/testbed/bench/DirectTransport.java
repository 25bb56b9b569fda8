package io.hyperwatch.testbed.bench;

import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.Transport;
import io.hyperwatch.bridge.transport.TransportListener;
import io.hyperwatch.testbed.exchange.ExchangeCore;
import io.hyperwatch.testbed.exchange.HttpAnswer;
import io.hyperwatch.testbed.exchange.Session;

import org.java_websocket.framing.CloseFrame;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The way from the bridge to a simulated exchange in the same process, without sockets: what the
 * network and its libraries cost is left out. Answers to GETs are refused.
 */
final class DirectTransport implements Transport {

    private static final int FORBIDDEN = 403;

    private final ExchangeCore core;
    private final TransportListener listener;
    private final Executor exchange;
    private final Tap tap;
    private final Map<Integer, Socket> sockets = new ConcurrentHashMap<>();

    /** Told every frame before the bridge is. */
    interface Tap {
        void frame(int connection, String text);
    }

    /**
     * @param exchange the one thread of the exchange
     */
    DirectTransport(ExchangeCore core, TransportListener listener, Executor exchange, Tap tap) {
        this.core = core;
        this.listener = listener;
        this.exchange = exchange;
        this.tap = tap;
    }

    @Override
    public void connect(int connection) {
        Socket socket = new Socket(connection);
        sockets.put(connection, socket);
        exchange.execute(socket::connect);
    }

    @Override
    public void send(int connection, String text) {
        Socket socket = sockets.get(connection);
        if (socket != null) {
            exchange.execute(() -> core.received(socket.session, text));
        }
    }

    @Override
    public void close(int connection) {
        Socket socket = sockets.remove(connection);
        if (socket != null) {
            exchange.execute(socket::cut);
        }
    }

    @Override
    public void request(RestCall call) {
        exchange.execute(() -> answer(call));
    }

    private void answer(RestCall call) {
        HttpAnswer answer =
                call.body() == null
                        ? HttpAnswer.text(FORBIDDEN, "Forbidden")
                        : core.info("POST", "application/json", call.body());
        if (answer.status() == 200) {
            tell(told -> told.answered(call, answer.body(), true));
        } else {
            tell(told -> told.failed(call, answer.status(), answer.body()));
        }
    }

    @Override
    public void close() {
        sockets.clear();
    }

    private interface Telling {
        void tell(TransportListener listener) throws InterruptedException;
    }

    private void tell(Telling telling) {
        try {
            telling.tell(listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Socket implements Session.Link {
        private final int connection;
        private Session session;
        private boolean open;

        Socket(int connection) {
            this.connection = connection;
        }

        void connect() {
            if (!core.accepts()) {
                tell(told -> told.closed(connection, CloseFrame.ABNORMAL_CLOSE, "refused"));
                return;
            }
            open = true;
            tell(told -> told.opened(connection));
            core.opened(this, accepted -> session = accepted);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean send(String text) {
            tap.frame(connection, text);
            tell(told -> told.frame(connection, text));
            return true;
        }

        @Override
        public void sendBinary(byte[] bytes) {
            throw new UnsupportedOperationException("no garbage here");
        }

        @Override
        public void cut() {
            if (open) {
                open = false;
                core.closed(session);
            }
        }

        @Override
        public void expire() {
            cut();
        }
    }
}

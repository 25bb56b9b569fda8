package io.hyperwatch.testbed.virtual;

import io.hyperwatch.bridge.transport.TransportListener;
import io.hyperwatch.testbed.exchange.ExchangeCore;
import io.hyperwatch.testbed.exchange.Session;

import org.java_websocket.framing.CloseFrame;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One socket between the bridge and the exchange; each direction keeps its order. */
final class VirtualSocket implements Session.Link {

    private final int connection;
    private final ExchangeCore core;
    private final VirtualTime time;
    private final Latencies latencies;
    private final TransportListener listener;
    private Session session;
    private boolean open;
    private boolean abandoned;
    private long lastInNanos;
    private long lastOutNanos;

    /** What the listener is told. */
    interface Telling {
        void tell(TransportListener listener) throws InterruptedException;
    }

    VirtualSocket(
            int connection,
            ExchangeCore core,
            VirtualTime time,
            Latencies latencies,
            TransportListener listener) {
        this.connection = connection;
        this.core = core;
        this.time = time;
        this.latencies = latencies;
        this.listener = listener;
    }

    void connect() {
        long whole = latencies.connectNanos();
        lastOutNanos = time.nanos() + whole;
        lastInNanos = lastOutNanos;
        time.at(time.nanos() + whole / 2, this::handshake);
    }

    private void handshake() {
        if (abandoned) {
            return;
        }
        if (!core.accepts()) {
            heard(told -> told.closed(connection, CloseFrame.ABNORMAL_CLOSE, "refused"));
            return;
        }
        open = true;
        time.at(lastInNanos, () -> tell(told -> told.opened(connection)));
        core.opened(this, accepted -> session = accepted);
    }

    /** The bridge's frame; lost where the socket is not open. */
    void sendToExchange(String text) {
        if (!abandoned && open) {
            reaches(() -> core.received(session, text));
        }
    }

    /** The bridge hears nothing more; the exchange learns of it a little later. */
    void abandon(Duration lingering) {
        if (abandoned) {
            return;
        }
        abandoned = true;
        if (open) {
            reaches(
                    () -> {
                        open = false;
                        core.abandoned(session, lingering);
                    });
        }
    }

    /** Number of the exchange's session; 0 before it is open. */
    int session() {
        return session == null ? 0 : session.number();
    }

    private void reaches(Runnable arrival) {
        lastOutNanos = Math.max(lastOutNanos, time.nanos() + latencies.frameNanos());
        time.at(
                lastOutNanos,
                () -> {
                    if (open) {
                        arrival.run();
                    }
                });
    }

    private void heard(Telling telling) {
        lastInNanos = Math.max(lastInNanos, time.nanos() + latencies.frameNanos());
        time.at(lastInNanos, () -> tell(telling));
    }

    private void tell(Telling telling) {
        if (!abandoned) {
            tell(listener, telling);
        }
    }

    static void tell(TransportListener listener, Telling telling) {
        try {
            telling.tell(listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nothing waits in virtual time", e);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean send(String text) {
        if (!open) {
            return false;
        }
        heard(told -> told.frame(connection, text));
        return true;
    }

    /** Shown as text, as the real transport does. */
    @Override
    public void sendBinary(byte[] bytes) {
        send(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void cut() {
        close(CloseFrame.ABNORMAL_CLOSE, "");
    }

    @Override
    public void expire() {
        close(CloseFrame.NORMAL, "Expired");
    }

    private void close(int code, String reason) {
        if (open) {
            open = false;
            core.closed(session);
            heard(told -> told.closed(connection, code, reason));
        }
    }
}

package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.connect.SubscriptionBook.Blame;
import io.hyperwatch.bridge.normalize.Control;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One connection of the plan through all its sockets: connects, lets a {@link Session} do the
 * talking, reconnects. A state machine that is told what happens and what time it is.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private static final int ABNORMAL_CLOSE = 1006;

    /** The transport gives up by itself before; this is for one that does not. */
    private static final long CONNECT_NANOS = Duration.ofSeconds(20).toNanos();

    private enum State {
        WAITING,
        CONNECTING,
        OPEN,
        /** Nothing more is tried. */
        ENDED
    }

    private final String role;
    private final Fleet fleet;
    private final BooleanSupplier othersSettled;
    private final SubscriptionBook book;
    private final StreamWatchdog watchdog = new StreamWatchdog();
    private final Backoff backoff;
    private State state = State.WAITING;
    private int number;
    private long connectAtNanos;
    private long startedNanos;
    private Session session;

    /**
     * @param othersSettled whether no other connection is waiting for anything
     */
    Connection(
            String role,
            Fleet fleet,
            RandomGenerator random,
            BooleanSupplier othersSettled,
            long nowNanos) {
        this.role = role;
        this.fleet = fleet;
        this.othersSettled = othersSettled;
        this.backoff = new Backoff(random);
        this.connectAtNanos = nowNanos;
        this.book = new SubscriptionBook(role, fleet.suspects, fleet.settings.ackTimeout());
    }

    String role() {
        return role;
    }

    /** Number of the current socket, also while it is being opened; 0 for none. */
    int number() {
        return number;
    }

    /** Whether nothing is on its way that a trial of a suspect elsewhere should wait for. */
    boolean isSettled() {
        return state == State.ENDED || (state == State.OPEN && book.isAllAnswered());
    }

    void want(List<Subscription> subscriptions) {
        for (Subscription dropped : book.want(subscriptions)) {
            watchdog.unwanted(dropped);
            fleet.listener.lost(number, dropped, session.sureMs(), Connections.REPLAN);
        }
    }

    void opened(long nowNanos) {
        if (state != State.CONNECTING) {
            return;
        }
        LOG.info("connection {} ({}) is open", number, role);
        fleet.breaker.succeeded();
        state = State.OPEN;
        session = new Session(number, role, fleet, book, watchdog, othersSettled, nowNanos);
    }

    /**
     * The socket is gone, or never opened.
     *
     * @return the subscription that is left out from now on because of it; null for none
     */
    Subscription closed(int code, String reason, long nowNanos) {
        if (state == State.CONNECTING) {
            connectFailed("closed with " + described(code, reason), nowNanos);
            return null;
        }
        LOG.warn("connection {} ({}) is lost: {}", number, role, described(code, reason));
        Blame blame = code == ABNORMAL_CLOSE ? book.broken(nowNanos) : Blame.NOBODY;
        lost(Connections.DISCONNECT, blame.trial(), nowNanos);
        return blame.convicted();
    }

    /** Streams of a coin that are wanted here and left out at this time. */
    List<Subscription> leftOut(String coin, long nowNanos) {
        return book.leftOut(coin, nowNanos);
    }

    /**
     * @param stream that the frame is about, null for none
     * @param control null unless the frame is about the connection
     */
    void frame(String stream, Control control, long nowNanos) {
        if (state == State.OPEN) {
            session.frame(stream, control, nowNanos);
        }
    }

    /** Asks anew for a stream the exchange has agreed to; false where it has not. */
    boolean resubscribe(String stream) {
        return state == State.OPEN && book.again(stream);
    }

    /**
     * Does what is due.
     *
     * @param judgedFromNanos silence before this time is our own fault
     */
    void advance(long nowNanos, long judgedFromNanos) {
        if (state == State.WAITING) {
            connect(nowNanos);
        } else if (state == State.CONNECTING && nowNanos - startedNanos >= CONNECT_NANOS) {
            fleet.transport.close(number);
            connectFailed("no answer", nowNanos);
        } else if (state == State.OPEN) {
            String reason = session.advance(nowNanos, judgedFromNanos);
            if (reason != null) {
                fleet.transport.close(number);
                lost(reason, false, nowNanos);
            }
        }
    }

    private void connect(long nowNanos) {
        if (nowNanos >= connectAtNanos && nowNanos >= fleet.connectNanos(nowNanos)) {
            state = State.CONNECTING;
            startedNanos = nowNanos;
            number = fleet.connect(nowNanos);
        }
    }

    private static String described(int code, String reason) {
        String said = code == ABNORMAL_CLOSE ? "without a close frame" : "without a reason";
        return code + ", " + (reason == null || reason.isBlank() ? said : reason);
    }

    private void connectFailed(String why, long nowNanos) {
        LOG.warn("connection {} ({}) could not be opened: {}", number, role, why);
        if (fleet.breaker.failed(number, nowNanos)) {
            LOG.error(
                    "no connection can be opened; next attempt in {} s",
                    CircuitBreaker.OPEN_FOR.toSeconds());
        }
        number = 0;
        retry(backoff.failed(), nowNanos);
    }

    private void lost(String reason, boolean expected, long nowNanos) {
        long livedNanos = nowNanos - session.openedNanos();
        retry(backoff.lost(livedNanos, expected), nowNanos);
        forgetSocket(reason);
    }

    private void retry(long delayNanos, long nowNanos) {
        if (fleet.settings.autoReconnect()) {
            state = State.WAITING;
            connectAtNanos = nowNanos + delayNanos;
        } else {
            LOG.error("{} stays without a connection: WEBSOCKET_AUTO_RECONNECT is off", role);
            state = State.ENDED;
            fleet.suspects.forget(role);
        }
    }

    private void forgetSocket(String reason) {
        int gone = number;
        long heardMs = session.sureMs();
        number = 0;
        session = null;
        watchdog.lost();
        book.lost().forEach(s -> fleet.listener.lost(gone, s, heardMs, reason));
    }

    /** Closes the socket; where nothing was lost for good, the next {@link #advance} connects. */
    void close(String reason, long nowNanos) {
        if (state == State.CONNECTING) {
            fleet.transport.close(number);
            fleet.breaker.abandoned(number, nowNanos);
            number = 0;
        } else if (state == State.OPEN) {
            LOG.info("connection {} ({}) is closed: {}", number, role, reason);
            fleet.transport.close(number);
            state = State.WAITING;
            forgetSocket(reason);
        }
        if (state != State.ENDED) {
            state = State.WAITING;
            connectAtNanos = nowNanos;
        }
    }

    /** When there is something to do, if nothing happens before; never if nothing. */
    long nextNanos(long nowNanos, long judgedFromNanos) {
        return switch (state) {
            case WAITING -> Math.max(connectAtNanos, fleet.connectNanos(nowNanos));
            case CONNECTING -> startedNanos + CONNECT_NANOS;
            case OPEN -> session.nextNanos(nowNanos, judgedFromNanos);
            case ENDED -> Long.MAX_VALUE;
        };
    }

    FleetStatus.OfConnection status(long nowNanos) {
        boolean open = state == State.OPEN;
        return new FleetStatus.OfConnection(
                number,
                role,
                open,
                book.streams(true),
                book.streams(false),
                open ? Duration.ofNanos(session.silentNanos(nowNanos)).toMillis() : 0);
    }
}

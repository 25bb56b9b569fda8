package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.normalize.Control;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.transport.Transport;
import io.hyperwatch.bridge.wire.Input;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * All connections to the exchange: keeps the plan alive within the exchange's limits, whatever
 * happens to the sockets. Numbers of sockets rise and are never used twice.
 *
 * <p>A state machine of one thread: it is told what happened, never blocks, and does what is due in
 * {@link #advance}, which is to be called when {@link #dueNanos} has come.
 */
public final class Connections {

    /** The exchange or the network ended the socket. */
    public static final String DISCONNECT = "disconnect";

    /** Asset contexts stopped, and everything with them. */
    public static final String STALL = "stall";

    /** A ping was not answered, or a stream stayed silent whatever was tried. */
    public static final String SILENCE = "silence";

    /** The exchange does not take back a stream it carried before. */
    public static final String REFUSED = "refused";

    /** The plan has changed: the stream is not wanted any more, or not on this connection. */
    public static final String REPLAN = "replan";

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** Judging nobody: being called this late means that we have been asleep. */
    private static final long LATE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long MAX_LAG_MS = 1_000;

    /** Told what becomes of the streams. From within it only {@link #resubscribe} may be called. */
    public interface Listener {

        /** The exchange has agreed to it on that socket; also after each {@link #resubscribe}. */
        void confirmed(int connection, Subscription subscription);

        /**
         * A stream that was agreed to or asked for on that socket is not carried by it any more.
         *
         * @param lastHeardMs epoch milliseconds at which anything was last heard on the socket
         * @param reason {@code disconnect}, {@code stall}, {@code silence}, {@code refused}, {@code
         *     replan} or that of {@link #pause}
         */
        void lost(int connection, Subscription subscription, long lastHeardMs, String reason);

        /** A stream is silent for longer than its pace allows, while its socket is open. */
        void silent(int connection, Subscription subscription, Duration silence);

        /** It speaks again on the same socket. */
        void speaks(int connection, Subscription subscription);

        /**
         * It is left out for some minutes: the exchange refused it or broke the socket over it.
         *
         * @param message the exchange's text, or what happened
         */
        void refused(Subscription subscription, String message);
    }

    private final Fleet fleet;
    private final RandomGenerator random;
    private final Map<String, Connection> byRole = new LinkedHashMap<>();
    private long dueNanos = Long.MAX_VALUE;
    private long judgedFromNanos = Long.MIN_VALUE;
    private String paused;

    public Connections(
            Transport transport,
            ConnectionSettings settings,
            BridgeClock clock,
            RandomGenerator random,
            Listener listener) {
        this.fleet = new Fleet(transport, settings, clock, listener);
        this.random = random;
    }

    /**
     * Replaces the plan. What stays wanted on a role stays as it is; the first connections are
     * attempted by the next {@link #advance}.
     */
    public void plan(List<ConnectionPlan> plans) {
        long now = fleet.clock.nanos();
        Map<String, Connection> old = new LinkedHashMap<>(byRole);
        byRole.clear();
        for (ConnectionPlan plan : plans) {
            byRole.put(plan.role(), old.remove(plan.role()));
        }
        for (Connection gone : old.values()) {
            gone.close(REPLAN, now);
            fleet.suspects.forget(gone.role());
        }
        for (ConnectionPlan plan : plans) {
            byRole.computeIfAbsent(plan.role(), role -> connection(role, now))
                    .want(plan.subscriptions());
        }
        somethingHappened();
    }

    private Connection connection(String role, long nowNanos) {
        return new Connection(
                role,
                fleet,
                random,
                () ->
                        byRole.values().stream()
                                .allMatch(c -> c.role().equals(role) || c.isSettled()),
                nowNanos);
    }

    /** A socket is open. */
    public void opened(Input.Opened input) {
        Connection connection = connection(input.connection());
        if (connection != null) {
            connection.opened(fleet.clock.nanos());
            somethingHappened();
        }
    }

    /** A socket is gone, or never opened. */
    public void closed(Input.Closed input) {
        Connection connection = connection(input.connection());
        if (connection != null) {
            long now = fleet.clock.nanos();
            Subscription poison = connection.closed(input.code(), input.reason(), now);
            if (poison != null) {
                convicted(poison, now);
            }
            somethingHappened();
        }
    }

    /** With the first stream of an unknown coin all others of that coin are left out. */
    private void convicted(Subscription poison, long nowNanos) {
        long nanos = fleet.suspects.heldUntilNanos(poison) - nowNanos;
        LOG.error(
                "{} breaks the connection and is left out for {} min",
                poison.stream(),
                Duration.ofNanos(nanos).toMinutes());
        Set<Subscription> leftOut = new LinkedHashSet<>(List.of(poison));
        byRole.values().forEach(c -> leftOut.addAll(c.leftOut(poison.coin(), nowNanos)));
        String message = poison.stream() + " breaks the connection";
        leftOut.forEach(subscription -> fleet.listener.refused(subscription, message));
    }

    /**
     * A frame came; what an abandoned socket still said is ignored.
     *
     * @param stream name of the stream it is about, null for none
     * @param control null unless the frame is about the connection
     */
    public void frame(int number, String stream, Control control) {
        Connection connection = connection(number);
        if (connection != null) {
            connection.frame(stream, control, fleet.clock.nanos());
            if (control != null) {
                somethingHappened();
            }
        }
    }

    /** At most 10 connections: faster found by looking than by hashing. */
    private Connection connection(int number) {
        if (number != 0) {
            for (Connection connection : byRole.values()) {
                if (connection.number() == number) {
                    return connection;
                }
            }
        }
        return null;
    }

    /**
     * Asks anew for a stream, which makes the exchange send its snapshot or replay again.
     *
     * @return false where that socket does not carry the stream
     */
    public boolean resubscribe(String stream, int number) {
        Connection connection = connection(number);
        boolean carried = connection != null && connection.resubscribe(stream);
        if (carried) {
            somethingHappened();
        }
        return carried;
    }

    /**
     * Closes all sockets and opens none until {@link #resume}.
     *
     * @param reason why their streams are lost: {@code kafka}
     */
    public void pause(String reason) {
        if (paused != null) {
            return;
        }
        LOG.warn("all connections are closed for now: {}", reason);
        paused = reason;
        dueNanos = Long.MAX_VALUE;
        long now = fleet.clock.nanos();
        List.copyOf(byRole.values()).forEach(connection -> connection.close(reason, now));
    }

    /** Opens them again. */
    public void resume() {
        if (paused != null) {
            LOG.info("connecting again after: {}", paused);
            paused = null;
            somethingHappened();
        }
    }

    private void somethingHappened() {
        if (paused == null) {
            dueNanos = Math.min(dueNanos, fleet.clock.nanos());
        }
    }

    /** Does what is due. */
    public void advance(long nowNanos) {
        if (paused != null) {
            return;
        }
        boolean late = nowNanos - LATE_NANOS > dueNanos;
        if (late || fleet.settings.inboxLagMs().getAsLong() > MAX_LAG_MS) {
            judgedFromNanos = nowNanos;
        }
        List<Connection> connections = new ArrayList<>(byRole.values());
        connections.forEach(connection -> connection.advance(nowNanos, judgedFromNanos));
        dueNanos = Long.MAX_VALUE;
        for (Connection connection : connections) {
            dueNanos = Math.min(dueNanos, connection.nextNanos(nowNanos, judgedFromNanos));
        }
    }

    /** Time of {@link BridgeClock#nanos} of the next thing to do; {@code Long.MAX_VALUE}: none. */
    public long dueNanos() {
        return dueNanos;
    }

    /** As things are now; to be asked for on the thread that calls everything else. */
    public FleetStatus status() {
        long now = fleet.clock.nanos();
        return new FleetStatus(
                byRole.values().stream().map(connection -> connection.status(now)).toList(),
                fleet.breaker.state().name(),
                paused,
                fleet.connects.taken(now),
                fleet.messages.taken(now));
    }
}

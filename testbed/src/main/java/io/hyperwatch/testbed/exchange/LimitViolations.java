package io.hyperwatch.testbed.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * What the exchange refused because a client went over a limit, and how close to the limits it
 * came. Refusals that a fault injected are none of these.
 */
public final class LimitViolations {

    /** A limit of {@link Limits}. */
    public enum Kind {
        CONNECTIONS,
        NEW_CONNECTIONS,
        SUBSCRIPTIONS,
        USERS,
        MESSAGES,
        WEIGHT
    }

    /**
     * One refusal.
     *
     * @param atMs the exchange's clock
     * @param text what was asked and why it was refused
     */
    public record Violation(long atMs, Kind kind, String text) {}

    private final ExchangeClock clock;
    private final RollingMinute newConnections;
    private final RollingMinute messages;
    private final RollingMinute weight;
    private final List<Violation> violations = new ArrayList<>();
    private int maxConnections;
    private int maxSubscriptions;
    private int maxUsers;

    LimitViolations(ExchangeClock clock) {
        this.clock = clock;
        this.newConnections = new RollingMinute(clock);
        this.messages = new RollingMinute(clock);
        this.weight = new RollingMinute(clock);
    }

    /** In the order of time; empty for a client that keeps the rules. */
    public synchronized List<Violation> list() {
        return List.copyOf(violations);
    }

    /** Most sockets open at once. */
    public synchronized int maxConnections() {
        return maxConnections;
    }

    /** Most subscriptions counted at once, those of lingering sockets included. */
    public synchronized int maxSubscriptions() {
        return maxSubscriptions;
    }

    /** Most distinct accounts at once. */
    public synchronized int maxUsers() {
        return maxUsers;
    }

    /** Most handshakes within 60 s, those that a fault refused included. */
    public long maxNewConnectionsInAMinute() {
        return newConnections.max();
    }

    /** Most messages from clients within 60 s. */
    public long maxMessagesInAMinute() {
        return messages.max();
    }

    /** Most weight within 60 s, the rows of answers included. */
    public long maxWeightInAMinute() {
        return weight.max();
    }

    @Override
    public synchronized String toString() {
        return "connections %d (%d new/min), subscriptions %d, users %d, messages %d/min, weight %d/min, violations %s"
                .formatted(
                        maxConnections,
                        newConnections.max(),
                        maxSubscriptions,
                        maxUsers,
                        messages.max(),
                        weight.max(),
                        violations);
    }

    RollingMinute newConnections() {
        return newConnections;
    }

    RollingMinute messages() {
        return messages;
    }

    RollingMinute weight() {
        return weight;
    }

    synchronized void add(Kind kind, String text) {
        violations.add(new Violation(clock.millis(), kind, text));
    }

    synchronized void sawConnections(int open) {
        maxConnections = Math.max(maxConnections, open);
    }

    synchronized void sawSubscriptions(int subscriptions, int users) {
        maxSubscriptions = Math.max(maxSubscriptions, subscriptions);
        maxUsers = Math.max(maxUsers, users);
    }
}

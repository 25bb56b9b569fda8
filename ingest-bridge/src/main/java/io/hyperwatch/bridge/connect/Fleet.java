package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.transport.Transport;

import java.time.Duration;

/** What the connections share: the way out, the limits of the exchange, what they have learned. */
final class Fleet {

    /** After the exchange said that it got too many messages. */
    private static final Duration HOLD = Duration.ofSeconds(10);

    /** Pings a minute and connection with a little room: one each 8 s where nothing else comes. */
    private static final int PINGS_KEPT = 10;

    final Transport transport;
    final ConnectionSettings settings;
    final BridgeClock clock;
    final Connections.Listener listener;
    final CircuitBreaker breaker = new CircuitBreaker();
    final Suspects suspects = new Suspects();
    final RollingBudget connects;
    final RollingBudget messages;
    private final int keptForPings;
    private int lastNumber;
    private long heldUntilNanos = Long.MIN_VALUE;

    Fleet(
            Transport transport,
            ConnectionSettings settings,
            BridgeClock clock,
            Connections.Listener listener) {
        this.transport = transport;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        ExchangeLimits limits = settings.limits();
        connects = new RollingBudget(limits.newConnectionsPerMinute(), RollingBudget.SAFE_MINUTE);
        messages = new RollingBudget(limits.messagesPerMinute(), RollingBudget.SAFE_MINUTE);
        keptForPings = PINGS_KEPT * limits.connections();
    }

    /** When a connection may be attempted, at the earliest now. */
    long connectNanos(long nowNanos) {
        return Math.max(connects.nextNanos(nowNanos, 0), breaker.nextNanos(nowNanos));
    }

    /** Starts an attempt that {@link #connectNanos} allows; the number of the new socket. */
    int connect(long nowNanos) {
        connects.take(nowNanos, 0);
        breaker.attempted(++lastNumber);
        transport.connect(lastNumber);
        return lastNumber;
    }

    /** When a ping may be sent. */
    long pingNanos(long nowNanos) {
        return messages.nextNanos(nowNanos, 0);
    }

    boolean takePing(long nowNanos) {
        return messages.take(nowNanos, 0);
    }

    /** When anything but a ping may be sent. */
    long messageNanos(long nowNanos) {
        return Math.max(heldUntilNanos, messages.nextNanos(nowNanos, keptForPings));
    }

    boolean takeMessage(long nowNanos) {
        return nowNanos >= heldUntilNanos && messages.take(nowNanos, keptForPings);
    }

    /** The exchange counts more messages than we do. */
    void hold(long nowNanos) {
        heldUntilNanos = nowNanos + HOLD.toNanos();
    }
}

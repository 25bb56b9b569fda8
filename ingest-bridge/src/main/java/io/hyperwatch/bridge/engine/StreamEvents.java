package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.Connections;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.coverage.Coverage;
import io.hyperwatch.bridge.relay.BridgeClock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the connections say of streams, for the ledger of their completeness. */
final class StreamEvents implements Connections.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(StreamEvents.class);

    private static final int REMEMBERED = 100;

    private final Coverage coverage;
    private final Observer observer;
    private final BridgeClock clock;
    private final Set<Integer> lost = new LinkedHashSet<>();

    StreamEvents(Coverage coverage, Observer observer, BridgeClock clock) {
        this.coverage = coverage;
        this.observer = observer;
        this.clock = clock;
    }

    @Override
    public void confirmed(int connection, Subscription subscription) {
        coverage.confirmed(connection, subscription, clock.epochMs());
    }

    @Override
    public void lost(int connection, Subscription subscription, long lastHeardMs, String reason) {
        if (lost.add(connection)) {
            // Told for each stream of the socket, but one loss.
            observer.disconnected(reason);
            if (lost.size() > REMEMBERED) {
                lost.remove(lost.iterator().next());
            }
        }
        coverage.lost(connection, subscription, lastHeardMs, reason, clock.epochMs());
    }

    @Override
    public void silent(int connection, Subscription subscription, Duration silence) {
        coverage.silent(subscription, silence.toMillis(), clock.epochMs());
    }

    @Override
    public void speaks(int connection, Subscription subscription) {
        coverage.speaks(subscription, clock.epochMs());
    }

    @Override
    public void refused(Subscription subscription, String message) {
        LOG.warn("{} was refused: {}", subscription.stream(), message);
        observer.refusedStream(subscription);
    }
}

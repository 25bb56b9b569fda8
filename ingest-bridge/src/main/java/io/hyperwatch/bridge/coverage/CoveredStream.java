package io.hyperwatch.bridge.coverage;

import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.rest.InfoRequest;

import java.util.TreeSet;

/** One wanted stream: who delivers it, and what is missing of it. */
final class CoveredStream {

    final Subscription subscription;
    final StreamKind kind;

    /** Sockets that deliver it. */
    final TreeSet<Integer> connections = new TreeSet<>();

    /** When it was last without any socket; for the takeover by REST. */
    long downSinceMs;

    boolean silent;
    Gap gap;

    CoveredStream(Subscription subscription, long nowMs) {
        this.subscription = subscription;
        this.kind = StreamKind.of(subscription);
        this.downSinceMs = nowMs;
    }

    String name() {
        return subscription.stream();
    }

    /** Whether the candle that was open when the gap began still is. */
    boolean isWithinOneCandle(long nowMs) {
        long lengthMs = InfoRequest.interval(subscription.interval()).toMillis();
        return gap.fromMs() / lengthMs == nowMs / lengthMs;
    }

    boolean isDown() {
        return connections.isEmpty();
    }
}

package io.hyperwatch.bridge.connect;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches the streams of one connection that speak at a steady pace for silence; all others are
 * live while their socket answers. A silent one is asked for again once a minute, and when that did
 * not help three times the socket is given up: once, until that stream has spoken again, as a coin
 * nobody trades must not cost a socket every few minutes.
 */
final class StreamWatchdog {

    /** By type. Books and mids come every 5 s, contexts every second. */
    static final Map<String, Duration> LIMITS =
            Map.of(
                    "allMids", Duration.ofSeconds(20),
                    "l2Book", Duration.ofSeconds(20),
                    "activeAssetCtx", Duration.ofSeconds(10));

    static final Duration ASK_AGAIN = Duration.ofMinutes(1);
    static final int IN_VAIN = 3;

    private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();

    private static final class Watched {
        private final Subscription subscription;
        private final String stream;
        private final long limitNanos;
        private long heardNanos;
        private boolean silent;
        private boolean asked;
        private long askedNanos;
        private int askedInVain;

        Watched(Subscription subscription, String stream, long limitNanos) {
            this.subscription = subscription;
            this.stream = stream;
            this.limitNanos = limitNanos;
        }
    }

    /** Told what the silence of streams calls for. */
    interface Reactions {

        /** A stream fell silent. */
        void silent(Subscription subscription, Duration silence);

        /** It should be asked for again. */
        void askAgain(String stream);
    }

    private final Map<String, Watched> watched = new HashMap<>();
    private final Set<String> givenUpFor = new HashSet<>();
    private long nextNanos;

    /** The exchange agreed to a stream; its time runs from its first word or from now. */
    void confirmed(Subscription subscription, long nowNanos) {
        Duration limit = LIMITS.get(subscription.type());
        if (limit == null) {
            return;
        }
        String stream = subscription.stream();
        Watched known = watched.get(stream);
        if (known == null) {
            known = new Watched(subscription, stream, limit.toNanos());
            known.heardNanos = nowNanos;
            watched.put(stream, known);
        }
        if (!known.silent) {
            known.heardNanos = nowNanos;
        }
    }

    void unwanted(Subscription subscription) {
        watched.remove(subscription.stream());
        givenUpFor.remove(subscription.stream());
    }

    /**
     * @return the stream's subscription if it had been silent, else null
     */
    Subscription heard(String stream, long nowNanos) {
        Watched known = watched.get(stream);
        if (known == null) {
            return null;
        }
        boolean wasSilent = known.silent;
        known.heardNanos = nowNanos;
        known.silent = false;
        known.askedInVain = 0;
        givenUpFor.remove(stream);
        return wasSilent ? known.subscription : null;
    }

    /**
     * @return whether the socket should be given up
     */
    boolean check(long nowNanos, long judgedFromNanos, Reactions reactions) {
        if (nowNanos < nextNanos) {
            return false;
        }
        nextNanos = nowNanos + STEP_NANOS;
        boolean giveUp = false;
        for (Watched stream : List.copyOf(watched.values())) {
            long silence = nowNanos - Math.max(stream.heardNanos, judgedFromNanos);
            if (!stream.silent && silence >= stream.limitNanos) {
                stream.silent = true;
                reactions.silent(
                        stream.subscription, Duration.ofNanos(nowNanos - stream.heardNanos));
            }
            giveUp |= stream.silent && react(stream, nowNanos, reactions);
        }
        return giveUp;
    }

    private boolean react(Watched stream, long nowNanos, Reactions reactions) {
        if (stream.asked && nowNanos - stream.askedNanos < ASK_AGAIN.toNanos()) {
            return false;
        }
        if (stream.askedInVain >= IN_VAIN && !givenUpFor.contains(stream.stream)) {
            return true;
        }
        stream.asked = true;
        stream.askedInVain++;
        stream.askedNanos = nowNanos;
        reactions.askAgain(stream.stream);
        return false;
    }

    /**
     * The socket is gone; nothing is expected of its streams until they are confirmed again. Those
     * that were silent do not bring down the next one before they have spoken.
     */
    void lost() {
        for (Watched stream : watched.values()) {
            if (stream.silent) {
                givenUpFor.add(stream.stream);
            }
        }
        watched.clear();
    }

    /** When to check next; never while nothing is watched. */
    long nextNanos() {
        return watched.isEmpty() ? Long.MAX_VALUE : nextNanos;
    }
}

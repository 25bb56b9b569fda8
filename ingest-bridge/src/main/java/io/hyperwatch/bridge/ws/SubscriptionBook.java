package io.hyperwatch.bridge.ws;

import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What we want from the exchange and what it has agreed to. Knows no socket and no clock; used from
 * one thread.
 *
 * <p>A subscription the exchange cannot stand (a coin that does not exist) gets no error: it closes
 * the socket within 100 ms and takes all others with it. So whatever was unanswered when a socket
 * broke is a suspect; suspects are sent one at a time, after all others are confirmed, and the one
 * that breaks the socket alone twice is left out for a while.
 */
final class SubscriptionBook {

    static final Duration RETRY_REFUSED = Duration.ofMinutes(5);
    static final Duration RETRY_POISON = Duration.ofMinutes(10);

    /**
     * Waits before an unanswered subscription is sent again: at once, as an answer may get lost,
     * then less and less often, as it keeps the suspects waiting each time.
     */
    static final List<Duration> RETRY_UNANSWERED =
            List.of(Duration.ZERO, Duration.ofSeconds(30), RETRY_REFUSED);

    private static final long BLAME_WITHIN_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int STRIKES = 2;

    private enum State {
        UNSENT,
        PENDING,
        CONFIRMED
    }

    private static final class Entry {
        private final Subscription subscription;
        private State state = State.UNSENT;
        private long sentAtNanos;
        private Long notBeforeNanos;
        private boolean suspect;
        private int strikes;
        private int timeouts;

        Entry(Subscription subscription) {
            this.subscription = subscription;
        }

        boolean isDue(long nowNanos) {
            return state == State.UNSENT
                    && (notBeforeNanos == null || nowNanos - notBeforeNanos >= 0);
        }

        void postpone(long nowNanos, Duration delay) {
            state = State.UNSENT;
            notBeforeNanos = nowNanos + delay.toNanos();
            timeouts = 0;
        }

        void unanswered(long nowNanos) {
            int before = timeouts;
            int last = RETRY_UNANSWERED.size() - 1;
            postpone(nowNanos, RETRY_UNANSWERED.get(Math.min(before, last)));
            timeouts = before + 1;
        }

        /** What was refused or convicted stays so, what was merely not answered may be now. */
        void reconnected() {
            state = State.UNSENT;
            if (timeouts > 0) {
                timeouts = 0;
                notBeforeNanos = null;
            }
        }
    }

    private final Map<Subscription, Entry> entries = new LinkedHashMap<>();
    private final long ackTimeoutNanos;

    SubscriptionBook(Duration ackTimeout) {
        this.ackTimeoutNanos = ackTimeout.toNanos();
    }

    /**
     * Replaces the list of what is wanted, keeping what is known about the rest.
     *
     * @return what has been asked for and is no longer wanted
     */
    List<Subscription> want(Collection<Subscription> wanted) {
        Map<Subscription, Entry> kept = new LinkedHashMap<>();
        for (Subscription subscription : wanted) {
            Entry known = entries.remove(subscription);
            kept.put(subscription, known == null ? new Entry(subscription) : known);
        }
        List<Subscription> dropped =
                entries.values().stream()
                        .filter(e -> e.state != State.UNSENT)
                        .map(e -> e.subscription)
                        .toList();
        entries.clear();
        entries.putAll(kept);
        return dropped;
    }

    /** A new socket knows nothing yet. */
    void connected() {
        entries.values().forEach(Entry::reconnected);
    }

    /** The next subscription to send; suspects wait until everything else is answered. */
    Optional<Subscription> next(long nowNanos) {
        Optional<Entry> due = first(e -> !e.suspect && e.isDue(nowNanos));
        if (due.isEmpty() && with(State.PENDING).findAny().isEmpty()) {
            due = first(e -> e.suspect && e.isDue(nowNanos));
        }
        return due.map(e -> e.subscription);
    }

    void sent(Subscription subscription, long nowNanos) {
        Entry entry = entries.get(subscription);
        entry.state = State.PENDING;
        entry.sentAtNanos = nowNanos;
        entry.notBeforeNanos = null;
    }

    /**
     * @param echoed the subscription object of the exchange's answer
     * @return the subscription it confirms, if it is one of ours
     */
    Optional<Subscription> acknowledged(JsonNode echoed) {
        Optional<Entry> entry = first(e -> e.subscription.matches(echoed));
        entry.ifPresent(
                e -> {
                    e.state = State.CONFIRMED;
                    e.suspect = false;
                    e.strikes = 0;
                    e.timeouts = 0;
                });
        return entry.map(e -> e.subscription);
    }

    /**
     * Matches an error text to the subscription it refuses. The text rarely names it, but answers
     * come in the order of the requests, so it is about the oldest unanswered one it can be about.
     *
     * @return the refused subscription, to be tried again in {@link #RETRY_REFUSED}
     */
    Optional<Subscription> refused(String message, long nowNanos) {
        Optional<JsonNode> echoed = echoedSubscription(message);
        if (message.startsWith("Already subscribed") && echoed.isPresent()) {
            acknowledged(echoed.get());
            return Optional.empty();
        }
        Optional<Entry> refused = Optional.empty();
        if (echoed.isPresent()) {
            refused = oldestPending(e -> e.subscription.matches(echoed.get()));
        } else if (message.startsWith("Cannot track more than")) {
            refused = oldestPending(e -> e.subscription.user() != null);
        } else if (message.startsWith("Cannot subscribe to more than")
                || message.startsWith("Invalid subscription")
                || message.startsWith("Error parsing JSON")) {
            refused = oldestPending(e -> true);
        }
        refused.ifPresent(e -> e.postpone(nowNanos, RETRY_REFUSED));
        return refused.map(e -> e.subscription);
    }

    /** Takes back what has been unanswered for too long; see {@link #RETRY_UNANSWERED}. */
    List<Subscription> overdue(long nowNanos) {
        List<Entry> overdue =
                with(State.PENDING)
                        .filter(e -> nowNanos - e.sentAtNanos >= ackTimeoutNanos)
                        .toList();
        overdue.forEach(e -> e.unanswered(nowNanos));
        return overdue.stream().map(e -> e.subscription).toList();
    }

    /**
     * The socket broke without a proper close.
     *
     * @return the subscription that is now left out for {@link #RETRY_POISON}, if one is convicted
     */
    Optional<Subscription> broken(long nowNanos) {
        List<Entry> unanswered =
                with(State.PENDING)
                        .filter(e -> nowNanos - e.sentAtNanos < BLAME_WITHIN_NANOS)
                        .toList();
        if (unanswered.size() == 1 && unanswered.get(0).suspect) {
            Entry alone = unanswered.get(0);
            alone.strikes++;
            if (alone.strikes >= STRIKES) {
                alone.postpone(nowNanos, RETRY_POISON);
                return Optional.of(alone.subscription);
            }
        }
        unanswered.forEach(e -> e.suspect = true);
        return Optional.empty();
    }

    /** Names of the streams the exchange has confirmed on the current socket. */
    Set<String> confirmedStreams() {
        return with(State.CONFIRMED)
                .map(e -> e.subscription.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<Entry> first(Predicate<Entry> condition) {
        return entries.values().stream().filter(condition).findFirst();
    }

    private Optional<Entry> oldestPending(Predicate<Entry> condition) {
        return with(State.PENDING)
                .filter(condition)
                .min(Comparator.comparingLong(e -> e.sentAtNanos));
    }

    private Stream<Entry> with(State state) {
        return new ArrayList<>(entries.values()).stream().filter(e -> e.state == state);
    }

    /** The JSON object at the end of an error text, or the subscription within it. */
    private static Optional<JsonNode> echoedSubscription(String message) {
        int start = message.indexOf('{');
        if (start < 0) {
            return Optional.empty();
        }
        try {
            JsonNode echoed = WireJson.parse(message.substring(start));
            JsonNode inner = echoed.get("subscription");
            return Optional.of(inner == null ? echoed : inner);
        } catch (MalformedFrameException e) {
            return Optional.empty();
        }
    }
}

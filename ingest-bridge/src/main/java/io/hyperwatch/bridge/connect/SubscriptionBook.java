package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.connect.BookEntry.State;
import io.hyperwatch.bridge.connect.Suspects.Standing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one connection wants from the exchange and what the exchange has agreed to on its current
 * socket. Knows no socket and no clock.
 */
final class SubscriptionBook {

    static final Duration RETRY_REFUSED = Duration.ofMinutes(5);

    /**
     * Waits before an unanswered subscription is sent again: at once, as an answer may get lost,
     * then less and less often, as it keeps the suspects waiting each time.
     */
    static final List<Duration> RETRY_UNANSWERED =
            List.of(Duration.ZERO, Duration.ofSeconds(30), RETRY_REFUSED);

    /**
     * Unanswered ones at a time, while any of them may break the socket: each is a suspect then.
     */
    static final int FEW = 20;

    /** Unanswered ones at a time. 356 sent in 2 s are known to have gone well. */
    static final int MANY = 100;

    private static final long BLAME_WITHIN_NANOS = Duration.ofSeconds(5).toNanos();

    private final String role;
    private final Suspects suspects;
    private final long ackTimeoutNanos;
    private final Map<Subscription, BookEntry> entries = new LinkedHashMap<>();
    private final Map<String, BookEntry> byStream = new LinkedHashMap<>();
    private final ArrayDeque<Subscription> unsubscribes = new ArrayDeque<>();
    private int pending;
    private boolean brokeBefore;

    SubscriptionBook(String role, Suspects suspects, Duration ackTimeout) {
        this.role = role;
        this.suspects = suspects;
        this.ackTimeoutNanos = ackTimeout.toNanos();
    }

    /**
     * Replaces the list of what is wanted, keeping what is known about the rest.
     *
     * @return what has been asked for on this socket and is no longer wanted; it will be
     *     unsubscribed
     */
    List<Subscription> want(Collection<Subscription> wanted) {
        Map<Subscription, BookEntry> kept = new LinkedHashMap<>();
        for (Subscription subscription : wanted) {
            BookEntry known = entries.remove(subscription);
            kept.put(subscription, known == null ? new BookEntry(subscription) : known);
        }
        List<Subscription> dropped = new ArrayList<>();
        for (BookEntry entry : entries.values()) {
            if (entry.state != State.UNSENT) {
                dropped.add(entry.subscription);
                unsubscribes.add(entry.subscription);
            }
            become(entry, State.UNSENT);
            suspects.released(entry.subscription, role);
        }
        entries.clear();
        entries.putAll(kept);
        byStream.clear();
        entries.values().forEach(entry -> byStream.put(entry.stream, entry));
        return dropped;
    }

    /** The next to unsubscribe, which goes before any subscribing; null for none. */
    Subscription nextUnsubscribe() {
        return unsubscribes.peek();
    }

    void unsubscribed() {
        unsubscribes.remove();
    }

    /**
     * The next to subscribe; suspects wait until everything else is answered.
     *
     * @param trials whether a suspect may be tried now
     * @return null for none
     */
    Subscription next(long nowNanos, boolean trials) {
        if (pending >= MANY || isTrialHere()) {
            return null;
        }
        Subscription suspect = null;
        for (BookEntry entry : entries.values()) {
            if (entry.state != State.UNSENT || nowNanos < entry.notBeforeNanos) {
                continue;
            }
            Standing standing = suspects.standing(entry.subscription, role, nowNanos);
            boolean few = standing == Standing.NEW || brokeBefore;
            if (standing == Standing.SUSPECT) {
                suspect = suspect == null ? entry.subscription : suspect;
            } else if (standing != Standing.HELD && (!few || pending < FEW)) {
                return entry.subscription;
            }
        }
        return trials && pending == 0 ? suspect : null;
    }

    private boolean isTrialHere() {
        return pending == 1
                && entries.values().stream()
                        .anyMatch(
                                e ->
                                        e.state == State.PENDING
                                                && suspects.isOnTrial(e.subscription));
    }

    void sent(Subscription subscription, long nowNanos) {
        BookEntry entry = entries.get(subscription);
        become(entry, State.PENDING);
        entry.sentAtNanos = nowNanos;
        suspects.asked(subscription, role);
    }

    /** Asks again for what has been agreed to, after ending it; false where it was not. */
    boolean again(String stream) {
        BookEntry entry = byStream.get(stream);
        if (entry == null || entry.state != State.CONFIRMED) {
            return false;
        }
        unsubscribes.add(entry.subscription);
        become(entry, State.UNSENT);
        return true;
    }

    /**
     * The exchange had agreed before we asked again, so its answer was lost and maybe the replay or
     * snapshot behind it too: only a new subscription brings another one.
     */
    void answerLost(Subscription subscription) {
        BookEntry entry = entries.get(subscription);
        if (entry != null && entry.state == State.PENDING) {
            suspects.agreed(subscription);
            unsubscribes.add(subscription);
            become(entry, State.UNSENT);
        }
    }

    /** The exchange agreed; false if it is none of ours. */
    boolean confirmed(Subscription subscription) {
        BookEntry entry = entries.get(subscription);
        if (entry == null) {
            return false;
        }
        become(entry, State.CONFIRMED);
        entry.wasConfirmed = true;
        entry.timeouts = 0;
        suspects.agreed(subscription);
        if (pending == 0) {
            brokeBefore = false;
        }
        return true;
    }

    /**
     * A subscription the exchange does not take.
     *
     * @param wasConfirmed whether it had been agreed to on this socket before
     */
    record RefusedOne(Subscription subscription, boolean wasConfirmed) {}

    /** Takes a refusal in; the subscription is tried again in {@link #RETRY_REFUSED}. */
    Optional<RefusedOne> refused(Refusal refusal, long nowNanos) {
        return oldestPending(refusal::canBeAbout)
                .map(
                        entry -> {
                            boolean wasConfirmed = entry.wasConfirmed;
                            postpone(entry, nowNanos, RETRY_REFUSED);
                            entry.wasConfirmed = false;
                            return new RefusedOne(entry.subscription, wasConfirmed);
                        });
    }

    /** Takes back what has been unanswered for too long; see {@link #RETRY_UNANSWERED}. */
    List<Subscription> overdue(long nowNanos, long judgedFromNanos) {
        if (pending == 0) {
            return List.of();
        }
        List<Subscription> overdue = new ArrayList<>();
        for (BookEntry entry : entries.values()) {
            if (entry.state == State.PENDING && nowNanos >= ackDueNanos(entry, judgedFromNanos)) {
                int last = RETRY_UNANSWERED.size() - 1;
                postpone(entry, nowNanos, RETRY_UNANSWERED.get(Math.min(entry.timeouts, last)));
                entry.timeouts++;
                overdue.add(entry.subscription);
            }
        }
        return overdue;
    }

    private long ackDueNanos(BookEntry entry, long judgedFromNanos) {
        return Math.max(entry.sentAtNanos, judgedFromNanos) + ackTimeoutNanos;
    }

    private void postpone(BookEntry entry, long nowNanos, Duration delay) {
        become(entry, State.UNSENT);
        entry.notBeforeNanos = nowNanos + delay.toNanos();
        suspects.settled(entry.subscription, role);
    }

    /**
     * The socket broke without a proper close: finds out whether that was because of a
     * subscription. To be told before {@link #lost}.
     */
    Blame broken(long nowNanos) {
        List<Subscription> unanswered =
                entries.values().stream()
                        .filter(e -> e.state == State.PENDING)
                        .filter(e -> nowNanos - e.sentAtNanos < BLAME_WITHIN_NANOS)
                        .map(e -> e.subscription)
                        .toList();
        if (unanswered.isEmpty()) {
            return Blame.NOBODY;
        }
        boolean trial = unanswered.stream().anyMatch(suspects::isOnTrial);
        Subscription convicted = suspects.broken(role, unanswered, brokeBefore, nowNanos);
        brokeBefore = !trial;
        return new Blame(trial, convicted);
    }

    /**
     * Why a socket broke.
     *
     * @param trial whether a suspect was being tried, so that it was to be expected
     * @param convicted what is left out from now on; null for nothing
     */
    record Blame(boolean trial, Subscription convicted) {

        static final Blame NOBODY = new Blame(false, null);
    }

    /**
     * The socket is gone. What was refused or convicted stays so; what was merely not answered may
     * be on the next.
     *
     * @return what had been agreed to or asked for
     */
    List<Subscription> lost() {
        unsubscribes.clear();
        List<Subscription> lost = new ArrayList<>();
        for (BookEntry entry : entries.values()) {
            if (entry.state != State.UNSENT || entry.wasConfirmed) {
                lost.add(entry.subscription);
                suspects.settled(entry.subscription, role);
            }
            become(entry, State.UNSENT);
            entry.wasConfirmed = false;
            if (entry.timeouts > 0) {
                entry.timeouts = 0;
                entry.notBeforeNanos = Long.MIN_VALUE;
            }
        }
        return lost;
    }

    private void become(BookEntry entry, State state) {
        pending += (state == State.PENDING ? 1 : 0) - (entry.state == State.PENDING ? 1 : 0);
        entry.state = state;
    }

    private Optional<BookEntry> oldestPending(Predicate<Subscription> condition) {
        BookEntry oldest = null;
        for (BookEntry entry : entries.values()) {
            if (entry.state == State.PENDING
                    && condition.test(entry.subscription)
                    && (oldest == null || entry.sentAtNanos < oldest.sentAtNanos)) {
                oldest = entry;
            }
        }
        return Optional.ofNullable(oldest);
    }

    /** When something becomes overdue or may be asked for again; never if nothing. */
    long nextNanos(long nowNanos, long judgedFromNanos) {
        long next = Long.MAX_VALUE;
        for (BookEntry entry : entries.values()) {
            if (entry.state == State.PENDING) {
                next = Math.min(next, ackDueNanos(entry, judgedFromNanos));
            } else if (entry.state == State.UNSENT) {
                long due =
                        Math.max(entry.notBeforeNanos, suspects.heldUntilNanos(entry.subscription));
                next = due > nowNanos ? Math.min(next, due) : next;
            }
        }
        return next;
    }

    boolean isAllAnswered() {
        return pending == 0;
    }

    /** Whether any stream of that type is agreed to. */
    boolean carries(String type) {
        return entries.values().stream()
                .anyMatch(e -> e.state == State.CONFIRMED && e.subscription.type().equals(type));
    }

    /** Names of the streams that are agreed to, or of those that are not. */
    List<String> streams(boolean confirmed) {
        return entries.values().stream()
                .filter(e -> (e.state == State.CONFIRMED) == confirmed)
                .map(e -> e.stream)
                .toList();
    }

    /**
     * Streams of a coin that are left out at this time.
     *
     * @param coin null for none
     */
    List<Subscription> leftOut(String coin, long nowNanos) {
        return entries.keySet().stream()
                .filter(subscription -> coin != null && coin.equals(subscription.coin()))
                .filter(subscription -> suspects.isLeftOut(subscription, nowNanos))
                .toList();
    }
}

package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.normalize.Control;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What is said and heard on one open socket. */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private static final String CONTEXTS = "activeAssetCtx";
    private static final String PING = "{\"method\":\"ping\"}";

    /** So long a suspect waits for the other connections to settle, as it may cost this socket. */
    private static final long TRIAL_WAIT_NANOS = Duration.ofSeconds(10).toNanos();

    private final int number;
    private final String role;
    private final Fleet fleet;
    private final SubscriptionBook book;
    private final StreamWatchdog watchdog;
    private final BooleanSupplier othersSettled;
    private final Heartbeat heartbeat;
    private final long openedNanos;
    private final StreamWatchdog.Reactions reactions = new Watching();

    Session(
            int number,
            String role,
            Fleet fleet,
            SubscriptionBook book,
            StreamWatchdog watchdog,
            BooleanSupplier othersSettled,
            long nowNanos) {
        this.number = number;
        this.role = role;
        this.fleet = fleet;
        this.book = book;
        this.watchdog = watchdog;
        this.othersSettled = othersSettled;
        this.openedNanos = nowNanos;
        this.heartbeat = new Heartbeat(fleet.settings, nowNanos, fleet.clock.epochMs());
    }

    long openedNanos() {
        return openedNanos;
    }

    /** Epoch milliseconds of the last frame up to which nothing can have been lost. */
    long sureMs() {
        return heartbeat.sureMs();
    }

    long silentNanos(long nowNanos) {
        return heartbeat.silentNanos(nowNanos);
    }

    void frame(String stream, Control control, long nowNanos) {
        heartbeat.heard(nowNanos, fleet.clock.epochMs());
        if (stream != null) {
            spoke(stream, nowNanos);
        }
        if (control instanceof Control.Acknowledged acknowledged) {
            if (acknowledged.method().equals("subscribe")) {
                Subscription.echoed(acknowledged.subscription())
                        .ifPresent(subscription -> confirmed(subscription, nowNanos));
            }
        } else if (control instanceof Control.Pong) {
            heartbeat.answered();
        } else if (control instanceof Control.Refused refused) {
            refused(refused.message(), nowNanos);
        }
    }

    private void spoke(String stream, long nowNanos) {
        if (stream.startsWith(CONTEXTS)) {
            heartbeat.contextHeard();
        }
        Subscription wasSilent = watchdog.heard(stream, nowNanos);
        if (wasSilent != null) {
            fleet.listener.speaks(number, wasSilent);
        }
    }

    private void confirmed(Subscription subscription, long nowNanos) {
        if (book.confirmed(subscription)) {
            watchdog.confirmed(subscription, nowNanos);
            fleet.listener.confirmed(number, subscription);
        }
    }

    private void refused(String message, long nowNanos) {
        LOG.warn("the exchange says on connection {} ({}): {}", number, role, message);
        Refusal refusal = Refusal.of(message);
        switch (refusal.about()) {
            case ALREADY_SUBSCRIBED -> book.answerLost(refusal.echoed());
            case MESSAGES -> fleet.hold(nowNanos);
            case USERS, SUBSCRIPTION ->
                    book.refused(refusal, nowNanos).ifPresent(refused -> refused(refused, message));
            default -> LOG.debug("that is about nothing we wait for");
        }
    }

    private void refused(SubscriptionBook.RefusedOne refused, String message) {
        Subscription subscription = refused.subscription();
        LOG.warn(
                "{} is refused, asking again in {} min",
                subscription.stream(),
                SubscriptionBook.RETRY_REFUSED.toMinutes());
        watchdog.unwanted(subscription);
        if (refused.wasConfirmed()) {
            fleet.listener.lost(number, subscription, sureMs(), Connections.REFUSED);
        }
        fleet.listener.refused(subscription, message);
    }

    /**
     * Does what is due.
     *
     * @return why the socket has to be given up, null while it has not
     */
    String advance(long nowNanos, long judgedFromNanos) {
        String reason = fault(nowNanos, judgedFromNanos);
        if (reason != null) {
            LOG.warn(
                    "connection {} ({}) is given up ({}); last heard {} ms ago",
                    number,
                    role,
                    reason,
                    Duration.ofNanos(silentNanos(nowNanos)).toMillis());
            return reason;
        }
        for (Subscription overdue : book.overdue(nowNanos, judgedFromNanos)) {
            LOG.warn("no answer about {} on connection {}", overdue.stream(), number);
        }
        if (heartbeat.isPingDue(nowNanos, judgedFromNanos) && fleet.takePing(nowNanos)) {
            fleet.transport.send(number, PING);
            heartbeat.pinged(nowNanos);
        }
        subscribe(nowNanos);
        return null;
    }

    private String fault(long nowNanos, long judgedFromNanos) {
        if (heartbeat.isStalled(nowNanos, judgedFromNanos, book.carries(CONTEXTS))) {
            return Connections.STALL;
        }
        if (heartbeat.isDead(nowNanos, judgedFromNanos)) {
            return heartbeat.isLossy() ? Connections.STALL : Connections.SILENCE;
        }
        return watchdog.check(nowNanos, judgedFromNanos, reactions) ? Connections.SILENCE : null;
    }

    private void subscribe(long nowNanos) {
        Subscription end = book.nextUnsubscribe();
        while (end != null && fleet.takeMessage(nowNanos)) {
            fleet.transport.send(number, end.unsubscribeFrame());
            book.unsubscribed();
            end = book.nextUnsubscribe();
        }
        Subscription next = end == null ? book.next(nowNanos, mayTry(nowNanos)) : null;
        while (next != null && fleet.takeMessage(nowNanos)) {
            fleet.transport.send(number, next.subscribeFrame());
            book.sent(next, nowNanos);
            next = book.next(nowNanos, mayTry(nowNanos));
        }
    }

    private boolean mayTry(long nowNanos) {
        return nowNanos - openedNanos >= TRIAL_WAIT_NANOS || othersSettled.getAsBoolean();
    }

    /** When there is something to do, if nothing happens before. */
    long nextNanos(long nowNanos, long judgedFromNanos) {
        long next = heartbeat.nextNanos(judgedFromNanos, book.carries(CONTEXTS));
        if (heartbeat.isPingDue(nowNanos, judgedFromNanos)) {
            next = Math.max(next, fleet.pingNanos(nowNanos));
        }
        next = Math.min(next, watchdog.nextNanos());
        next = Math.min(next, book.nextNanos(nowNanos, judgedFromNanos));
        boolean mayTry = mayTry(nowNanos);
        if (book.nextUnsubscribe() != null || book.next(nowNanos, mayTry) != null) {
            next = Math.min(next, fleet.messageNanos(nowNanos));
        } else if (!mayTry) {
            next = Math.min(next, openedNanos + TRIAL_WAIT_NANOS);
        }
        return next;
    }

    /** What the watchdog wants done on this socket. */
    private final class Watching implements StreamWatchdog.Reactions {

        @Override
        public void silent(Subscription subscription, Duration silence) {
            LOG.warn(
                    "{} is silent for {} s on connection {}",
                    subscription.stream(),
                    silence.toSeconds(),
                    number);
            fleet.listener.silent(number, subscription, silence);
        }

        @Override
        public void askAgain(String stream) {
            book.again(stream);
        }
    }
}

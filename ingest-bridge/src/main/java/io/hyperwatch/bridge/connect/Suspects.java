package io.hyperwatch.bridge.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the whole fleet knows about subscriptions the exchange cannot stand. Such a one (a coin that
 * does not exist) gets no error: the exchange closes the socket within 100 ms and takes all others
 * with it.
 *
 * <p>So at any time a single connection is at risk: whatever is new is asked for on one after the
 * other, and by a second copy once it is known to be good. Whatever was unanswered when a socket
 * broke is a suspect, and suspects are tried one at a time on the connection they broke. The one
 * that breaks its socket alone twice is left out for a while.
 */
final class Suspects {

    static final Duration LEFT_OUT = Duration.ofMinutes(10);

    /** Each conviction doubles the time, as each new trial costs a socket: to 80 min. */
    private static final int MAX_DOUBLINGS = 3;

    private static final int STRIKES = 2;

    /** Whether and how a subscription may be asked for. */
    enum Standing {
        /** The exchange has agreed to it before. */
        PROVEN,
        /** Never asked for with success; so may only few be on their way. */
        NEW,
        /** Only alone. */
        SUSPECT,
        /** Not now, or not here. */
        HELD
    }

    private static final class Suspicion {
        private String role;
        private int strikes;
        private int convictions;
        private long heldUntilNanos = Long.MIN_VALUE;

        Suspicion(String role) {
            this.role = role;
        }
    }

    private final Set<Subscription> proven = new HashSet<>();
    private final Set<String> provenCoins = new HashSet<>();

    /** What is unanswered and may break its socket; all on one connection. */
    private final Set<Subscription> risks = new HashSet<>();

    private final Map<Subscription, Suspicion> suspicions = new HashMap<>();
    private final Map<String, Suspicion> coins = new HashMap<>();
    private String roleAtRisk;
    private Subscription onTrial;

    Standing standing(Subscription subscription, String role, long nowNanos) {
        Suspicion suspicion = suspicion(subscription);
        boolean riskElsewhere = roleAtRisk != null && !roleAtRisk.equals(role);
        if (suspicion != null) {
            boolean others = suspicion.role != null && !suspicion.role.equals(role);
            return others || riskElsewhere || nowNanos < heldUntilNanos(subscription)
                    ? Standing.HELD
                    : Standing.SUSPECT;
        }
        if (proven.contains(subscription)) {
            return Standing.PROVEN;
        }
        return (isRisky(subscription) && riskElsewhere) || isCoinSuspected(subscription.coin())
                ? Standing.HELD
                : Standing.NEW;
    }

    /** A wrong user is answered with an error, a wrong coin is not. */
    private static boolean isRisky(Subscription subscription) {
        return subscription.user() == null;
    }

    private boolean isCoinSuspected(String coin) {
        return coin != null
                && !provenCoins.contains(coin)
                && suspicions.keySet().stream().anyMatch(s -> coin.equals(s.coin()));
    }

    /** A coin none of whose streams was ever agreed to shares the fate of its first stream. */
    private Suspicion suspicion(Subscription subscription) {
        Suspicion own = suspicions.get(subscription);
        if (own == null && isDoubtfulCoin(subscription) && !proven.contains(subscription)) {
            own = new Suspicion(null);
            own.strikes = 1;
            suspicions.put(subscription, own);
        }
        return own;
    }

    private boolean isDoubtfulCoin(Subscription subscription) {
        return subscription.coin() != null
                && coins.containsKey(subscription.coin())
                && !provenCoins.contains(subscription.coin());
    }

    /** Until when it is left out; long past for what is not. */
    long heldUntilNanos(Subscription subscription) {
        Suspicion own = suspicions.get(subscription);
        Suspicion coin = isDoubtfulCoin(subscription) ? coins.get(subscription.coin()) : null;
        return Math.max(
                own == null ? Long.MIN_VALUE : own.heldUntilNanos,
                coin == null ? Long.MIN_VALUE : coin.heldUntilNanos);
    }

    boolean isOnTrial(Subscription subscription) {
        return subscription.equals(onTrial);
    }

    void asked(Subscription subscription, String role) {
        Suspicion suspicion = suspicions.get(subscription);
        if (suspicion != null) {
            suspicion.role = role;
            onTrial = subscription;
        }
        if (suspicion != null || (isRisky(subscription) && !proven.contains(subscription))) {
            roleAtRisk = role;
            risks.add(subscription);
        }
    }

    /** The exchange agreed, so it is good, and so is its coin. */
    void agreed(Subscription subscription) {
        noRiskAnyMore(subscription);
        suspicions.remove(subscription);
        proven.add(subscription);
        if (subscription.coin() != null && provenCoins.add(subscription.coin())) {
            coins.remove(subscription.coin());
        }
    }

    /** A connection does not wait for it any more, whatever became of it there. */
    void settled(Subscription subscription, String role) {
        if (role.equals(roleAtRisk)) {
            noRiskAnyMore(subscription);
        }
    }

    private void noRiskAnyMore(Subscription subscription) {
        risks.remove(subscription);
        if (risks.isEmpty()) {
            roleAtRisk = null;
        }
        if (isOnTrial(subscription)) {
            onTrial = null;
        }
    }

    /**
     * A socket broke without a proper close.
     *
     * @param unanswered asked for shortly before
     * @param again whether the socket before it broke in the same way: then even what was agreed to
     *     once may be the cause
     * @return the subscription that is now left out; null for none
     */
    Subscription broken(String role, List<Subscription> unanswered, boolean again, long nowNanos) {
        for (Subscription subscription : unanswered) {
            if (isOnTrial(subscription)) {
                Suspicion suspicion = suspicions.get(subscription);
                suspicion.strikes++;
                return suspicion.strikes < STRIKES ? null : convicted(subscription, nowNanos);
            }
        }
        List<Subscription> blamed = new ArrayList<>(unanswered);
        if (!proven.containsAll(unanswered)) {
            blamed.removeAll(proven);
        } else if (!again) {
            return null;
        }
        for (Subscription subscription : blamed) {
            proven.remove(subscription);
            suspicions.putIfAbsent(subscription, new Suspicion(role));
        }
        return null;
    }

    private Subscription convicted(Subscription subscription, long nowNanos) {
        Suspicion own = suspicions.get(subscription);
        long nanos = LEFT_OUT.toNanos() << Math.min(own.convictions, MAX_DOUBLINGS);
        own.convictions++;
        own.heldUntilNanos = nowNanos + nanos;
        String coin = subscription.coin();
        if (coin != null && !provenCoins.contains(coin)) {
            coins.put(coin, own);
        }
        return subscription;
    }

    /** Whether it is left out at this time. */
    boolean isLeftOut(Subscription subscription, long nowNanos) {
        return suspicion(subscription) != null && nowNanos < heldUntilNanos(subscription);
    }

    /** A connection does not want it any more; another may try it. */
    void released(Subscription subscription, String role) {
        settled(subscription, role);
        Suspicion suspicion = suspicions.get(subscription);
        if (suspicion != null && role.equals(suspicion.role)) {
            suspicion.role = null;
        }
    }

    /** A connection is no more; others may try what it was to try. */
    void forget(String role) {
        Set<Subscription> known = new HashSet<>(risks);
        known.addAll(suspicions.keySet());
        known.forEach(subscription -> released(subscription, role));
    }
}

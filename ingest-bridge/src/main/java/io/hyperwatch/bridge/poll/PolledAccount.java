package io.hyperwatch.bridge.poll;

import java.util.Comparator;

/** An account in the {@link AccountQueue}. */
final class PolledAccount {

    /** Who comes first among those waiting for a first look. */
    static final Comparator<PolledAccount> BY_RANK =
            Comparator.<PolledAccount, Boolean>comparing(account -> !account.firstClass)
                    .thenComparingInt(account -> account.priority)
                    .thenComparingLong(account -> account.requestedAtMs);

    /** The last has to go first: the least important, of those the longest ago asked for. */
    static final Comparator<PolledAccount> BY_EVICTION =
            Comparator.<PolledAccount>comparingInt(account -> account.priority)
                    .thenComparing(account -> account.requestedAtMs, Comparator.reverseOrder());

    final String user;

    /** Configured or followed. */
    boolean firstClass;

    /** Its states come by WebSocket, on each dex; its balances do not. */
    boolean streamed;

    /** Somebody asked for it. */
    boolean tracked;

    int priority;
    long requestedAtMs;

    /** Asked for since its last look. */
    boolean urgent;

    int looks;
    int openCalls;
    boolean failed;
    boolean seen;

    /** Of the last complete answer. */
    long seenNanos;

    /** Of the last look, answered or not: a failing account waits for its turn like others. */
    long triedNanos;

    private boolean wasTried;

    PolledAccount(String user) {
        this.user = user;
    }

    void tried(long nowNanos) {
        triedNanos = nowNanos;
        wasTried = true;
    }

    /** A call for each dex is for the few accounts somebody named. */
    boolean pollsDexes() {
        return firstClass && !streamed;
    }

    boolean isUrgent() {
        return urgent || !wasTried;
    }
}

package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.events.Source;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills of accounts that have no place for a stream, each from its last known fill on. They pay
 * with weight 21 or more a time out of the tracking share, so with more than 11 accounts each one's
 * turn comes later than once a minute.
 */
final class FollowedFills implements Poller {

    /** Fills before start up to this age are fetched at first. */
    private static final long LOOK_BACK_MS = Duration.ofHours(24).toMillis();

    /** Of the 480 that tracking is guaranteed. */
    private static final int WEIGHT_PER_MINUTE = 240;

    private static final int WEIGHT = 21;

    /** Before states: a fill is an event, a state can be had later. */
    private static final int PRIORITY = 2;

    private final RestQueue queue;
    private final BridgeClock clock;
    private final Duration least;
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private long dueNanos = Long.MAX_VALUE;

    FollowedFills(RestQueue queue, BridgeClock clock, Duration interval) {
        this.queue = queue;
        this.clock = clock;
        this.least = interval;
    }

    /** Sets whose fills are polled; who stays keeps its turn. */
    void accounts(Collection<String> users) {
        accounts.keySet().retainAll(List.copyOf(users));
        long now = clock.nanos();
        for (String user : users) {
            accounts.computeIfAbsent(
                    user, name -> new Account(name, now, clock.epochMs() - LOOK_BACK_MS));
        }
        dueNanos = earliest();
    }

    /** Time between two looks at one account. */
    Duration interval() {
        Duration affordable =
                Duration.ofMillis(accounts.size() * WEIGHT * 60_000L / WEIGHT_PER_MINUTE);
        return affordable.compareTo(least) > 0 ? affordable : least;
    }

    @Override
    public void advance(long nowNanos) {
        for (Account account : accounts.values()) {
            if (!account.underWay && nowNanos >= account.dueNanos) {
                ask(account);
            }
        }
        dueNanos = earliest();
    }

    private void ask(Account account) {
        account.underWay = true;
        FillPages.fetch(
                queue,
                account.user,
                account.fromMs,
                null,
                Share.TRACKING,
                PRIORITY,
                Source.REST,
                (newestMs, complete) -> {
                    account.underWay = false;
                    // The last fill is asked for again: another of its millisecond may follow.
                    account.fromMs = newestMs == null ? account.fromMs : newestMs;
                    account.dueNanos =
                            Math.max(
                                    account.dueNanos + interval().toNanos(),
                                    clock.nanos() + least.toNanos() / 2);
                    dueNanos = Math.min(dueNanos, account.dueNanos);
                });
    }

    private long earliest() {
        long earliest = Long.MAX_VALUE;
        for (Account account : accounts.values()) {
            earliest = account.underWay ? earliest : Math.min(earliest, account.dueNanos);
        }
        return earliest;
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    @Override
    public List<String> describe() {
        return accounts.isEmpty()
                ? List.of()
                : List.of(
                        "userFillsByTime of %d accounts without a stream: every %s"
                                .formatted(accounts.size(), Durations.text(interval())));
    }

    private static final class Account {
        private final String user;
        private long dueNanos;
        private long fromMs;
        private boolean underWay;

        Account(String user, long dueNanos, long fromMs) {
            this.user = user;
            this.dueNanos = dueNanos;
            this.fromMs = fromMs;
        }
    }
}

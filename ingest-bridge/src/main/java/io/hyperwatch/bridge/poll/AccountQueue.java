package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.TrackingRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * States of accounts, the longest unseen first, in batches. Accounts that were never seen, or asked
 * for anew, come first by class and priority, in at most half of a batch while others wait: nobody
 * starves. The next batch is submitted when a fifth of the last is left, so that one slow call
 * holds nobody up. An account is never under way twice.
 */
public final class AccountQueue implements Poller {

    private static final Logger LOG = LoggerFactory.getLogger(AccountQueue.class);

    /** Balances of spot tokens in one of so many looks. */
    private static final int SPOT_EVERY = 10;

    private static final int PRIORITY = 5;
    private static final int STATE_WEIGHT = 2;

    private static final Comparator<PolledAccount> BY_AGE =
            Comparator.<PolledAccount>comparingLong(account -> account.triedNanos)
                    .thenComparing(PolledAccount.BY_RANK);

    private final RestQueue queue;
    private final BridgeClock clock;
    private final int batchSize;
    private final int maxTracked;
    private final long leastNanos;
    private final Map<String, PolledAccount> accounts = new LinkedHashMap<>();
    private List<String> dexes = List.of();
    private int tracked;
    private int trackedSoFar;
    private int underWay;
    private long dueNanos = Long.MAX_VALUE;

    AccountQueue(RestQueue queue, BridgeClock clock, PollSettings settings) {
        this.queue = queue;
        this.clock = clock;
        this.batchSize = settings.batchSize();
        this.maxTracked = settings.maxTracked();
        this.leastNanos = settings.intervals().account().toNanos();
    }

    /** Sets the accounts that come before those somebody asked for. */
    void firstClass(PollPlan plan) {
        dexes = plan.dexes();
        Set<String> users = new LinkedHashSet<>(plan.statePolled());
        users.addAll(plan.stateStreamed());
        for (PolledAccount account : List.copyOf(accounts.values())) {
            if (account.firstClass && !users.contains(account.user)) {
                account.firstClass = false;
                account.streamed = false;
                dropUnlessWanted(account);
            }
        }
        for (String user : users) {
            PolledAccount account = accounts.computeIfAbsent(user, PolledAccount::new);
            account.firstClass = true;
            account.streamed = plan.stateStreamed().contains(user);
        }
        wake();
    }

    private void wake() {
        if (underWay <= batchSize / 5) {
            dueNanos = Math.min(dueNanos, clock.nanos());
        }
    }

    /** Looks at an account again and again from now on, and soon for the first time. */
    void track(TrackingRequest request) {
        PolledAccount account = accounts.computeIfAbsent(request.user(), PolledAccount::new);
        if (!account.tracked) {
            account.tracked = true;
            tracked++;
            if (!account.firstClass) {
                // Not all in the same sweep, which would then take twice as long.
                account.looks = trackedSoFar++ % SPOT_EVERY;
            }
        }
        account.priority = request.priority();
        account.requestedAtMs = request.timeMs();
        account.urgent = true;
        if (tracked > maxTracked) {
            evict();
        }
        wake();
    }

    private void evict() {
        PolledAccount least =
                accounts.values().stream()
                        .filter(account -> account.tracked)
                        .max(PolledAccount.BY_EVICTION)
                        .orElseThrow();
        LOG.warn(
                "more than {} accounts to track: {} (priority {}) is not polled any more",
                maxTracked,
                least.user,
                least.priority);
        forget(least.user);
    }

    void forget(String user) {
        PolledAccount account = accounts.get(user);
        if (account != null && account.tracked) {
            account.tracked = false;
            tracked--;
            dropUnlessWanted(account);
        }
    }

    private void dropUnlessWanted(PolledAccount account) {
        if (!account.tracked && !account.firstClass) {
            accounts.remove(account.user);
        }
    }

    @Override
    public void advance(long nowNanos) {
        if (underWay > batchSize / 5) {
            dueNanos = Long.MAX_VALUE;
            return;
        }
        List<PolledAccount> urgent = new ArrayList<>();
        List<PolledAccount> others = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (PolledAccount account : accounts.values()) {
            if (account.openCalls > 0) {
                continue;
            }
            if (account.isUrgent()) {
                urgent.add(account);
            } else if (nowNanos - account.triedNanos >= leastNanos) {
                others.add(account);
            } else {
                next = Math.min(next, account.triedNanos + leastNanos);
            }
        }
        urgent.sort(PolledAccount.BY_RANK);
        others.sort(BY_AGE);
        int first = Math.min(urgent.size(), Math.max(batchSize / 2, batchSize - others.size()));
        List<PolledAccount> batch = new ArrayList<>(urgent.subList(0, first));
        batch.addAll(others.subList(0, Math.min(others.size(), batchSize - first)));
        // With a batch under way the next is decided when that is done.
        dueNanos = batch.isEmpty() ? next : Long.MAX_VALUE;
        batch.forEach(account -> look(account, nowNanos));
        if (!batch.isEmpty() && underWay <= batchSize / 5) {
            dueNanos = Math.min(next, nowNanos + leastNanos);
        }
    }

    private void look(PolledAccount account, long nowNanos) {
        List<InfoRequest> calls = new ArrayList<>();
        if (!account.streamed) {
            calls.add(InfoRequest.clearinghouseState(account.user, null));
        }
        if (account.looks % SPOT_EVERY == 0) {
            calls.add(InfoRequest.spotClearinghouseState(account.user));
        }
        if (account.pollsDexes()) {
            dexes.forEach(dex -> calls.add(InfoRequest.clearinghouseState(account.user, dex)));
        }
        account.looks++;
        account.urgent = false;
        account.tried(nowNanos);
        if (!calls.isEmpty()) {
            underWay++;
            account.openCalls = calls.size();
            account.failed = false;
            Call call = new Call(account);
            calls.forEach(
                    request -> queue.submit(request, Share.TRACKING, PRIORITY, Source.REST, call));
        }
    }

    private void ended(PolledAccount account) {
        account.openCalls--;
        if (account.openCalls > 0) {
            return;
        }
        long now = clock.nanos();
        underWay--;
        account.tried(now);
        if (!account.failed) {
            account.seenNanos = now;
            account.seen = true;
        }
        wake();
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    /** Accounts that are polled. */
    public Set<String> addresses() {
        return Set.copyOf(accounts.keySet());
    }

    /** The longest any account that was ever seen has not been seen since. */
    public Duration oldest() {
        long now = clock.nanos();
        return accounts.values().stream()
                .filter(account -> account.seen)
                .map(account -> Duration.ofNanos(now - account.seenNanos))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** How long one look at each account takes when tracking gets its guaranteed weight only. */
    public Duration sweep() {
        double weight = 0;
        for (PolledAccount account : accounts.values()) {
            weight +=
                    STATE_WEIGHT * (account.streamed ? 0 : 1) + (double) STATE_WEIGHT / SPOT_EVERY;
            weight += account.pollsDexes() ? STATE_WEIGHT * dexes.size() : 0;
        }
        long nanos = (long) (weight * Duration.ofMinutes(1).toNanos() / Share.TRACKING.perMinute());
        return Duration.ofNanos(Math.max(nanos, leastNanos));
    }

    @Override
    public List<String> describe() {
        return List.of(
                ("clearinghouseState of %d accounts (and up to %d that are asked for): the longest"
                                + " unseen first in batches of %d, each every %s at the latest")
                        .formatted(
                                accounts.size() - tracked,
                                maxTracked,
                                batchSize,
                                Durations.text(sweep())));
    }

    private final class Call implements RestQueue.Done {

        private final PolledAccount account;

        Call(PolledAccount account) {
            this.account = account;
        }

        @Override
        public void answered(RestRequest request, Input.Answer answer) {
            ended(account);
        }

        @Override
        public void failed(RestRequest request, int status, String reason) {
            account.failed = true;
            ended(account);
        }
    }
}

package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.RowScan;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settled funding rates of each coin, once an hour shortly after the hour, two coins at a time. At
 * start the last 24 h. A request begins where the last answer ended, so a coin that was left out
 * loses nothing.
 */
final class FundingPoller implements Poller {

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long HISTORY_MS = Duration.ofHours(24).toMillis();

    /** Rates are stamped up to 0.1 s after the hour; when they can be had is not documented. */
    private static final long SETTLED_MS = Duration.ofSeconds(20).toMillis();

    private static final int AT_ONCE = 2;
    private static final int PRIORITY = 5;
    private static final int WEIGHT = 21;

    private final RestQueue queue;
    private final BridgeClock clock;

    /** From when on each coin is asked next, epoch milliseconds. */
    private final Map<String, Long> fromMs = new LinkedHashMap<>();

    private final ArrayDeque<String> round = new ArrayDeque<>();
    private long roundHour;
    private final Set<String> asking = new HashSet<>();
    private long dueNanos = Long.MAX_VALUE;

    FundingPoller(RestQueue queue, BridgeClock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** Sets whose rates are asked for; new ones are asked at once. */
    void coins(List<String> coins) {
        fromMs.keySet().retainAll(coins);
        round.retainAll(coins);
        long now = clock.epochMs();
        for (String coin : coins) {
            if (fromMs.putIfAbsent(coin, now - HISTORY_MS) == null) {
                round.add(coin);
            }
        }
        schedule();
    }

    @Override
    public void advance(long nowNanos) {
        long settledMs = clock.epochMs() - SETTLED_MS;
        if (settledMs / HOUR_MS > roundHour) {
            roundHour = settledMs / HOUR_MS;
            fromMs.keySet().stream().filter(coin -> !round.contains(coin)).forEach(round::add);
        }
        for (String coin = next(); coin != null; coin = next()) {
            round.remove(coin);
            ask(coin);
        }
        schedule();
    }

    /** Null when enough is under way or nothing is left. */
    private String next() {
        return asking.size() >= AT_ONCE
                ? null
                : round.stream().filter(coin -> !asking.contains(coin)).findFirst().orElse(null);
    }

    private void schedule() {
        if (fromMs.isEmpty()) {
            dueNanos = Long.MAX_VALUE;
            return;
        }
        long toNextHour = (roundHour + 1) * HOUR_MS + SETTLED_MS - clock.epochMs();
        dueNanos = clock.nanos() + (next() != null ? 0 : Math.max(1, toNextHour) * 1_000_000);
    }

    private void ask(String coin) {
        asking.add(coin);
        long from = fromMs.get(coin);
        boolean isHistory = clock.epochMs() - from >= HISTORY_MS;
        queue.submit(
                InfoRequest.fundingHistory(coin, from, null, clock.epochMs()),
                Share.FUNDING,
                PRIORITY,
                isHistory ? Source.BACKFILL : Source.REST,
                new RestQueue.Done() {
                    @Override
                    public void answered(RestRequest request, Input.Answer answer) {
                        RowScan rates = RowScan.of(answer.response());
                        if (rates != null && rates.newestMs() != null) {
                            fromMs.replace(coin, rates.newestMs() + 1);
                            if (rates.rows() >= InfoRequest.MAX_FUNDINGS) {
                                round.add(coin);
                            }
                        }
                        ended(coin);
                    }

                    @Override
                    public void failed(RestRequest request, int status, String reason) {
                        ended(coin);
                    }
                });
    }

    private void ended(String coin) {
        asking.remove(coin);
        schedule();
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    @Override
    public List<String> describe() {
        int coins = fromMs.size();
        if (coins == 0) {
            return List.of();
        }
        Duration round = Duration.ofMillis(coins * WEIGHT * 60_000L / Share.FUNDING.perMinute());
        return List.of(
                "fundingHistory of %d coins: every hour, within %s"
                        .formatted(coins, Durations.text(round)));
    }
}

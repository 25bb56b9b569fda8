package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Candles from before the start, once: one request at a time out of the basic share, and one out of
 * the gap repair's while that has nothing to do and enough left for the next gap.
 */
final class CandleHistory implements Poller {

    private static final int PRIORITY = 9;
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private final RestQueue queue;
    private final BridgeClock clock;
    private final List<String> intervals;
    private final int candles;
    private final Set<String> known = new HashSet<>();
    private final ArrayDeque<Series> left = new ArrayDeque<>();
    private boolean basicRuns;
    private boolean repairRuns;
    private long dueNanos = Long.MAX_VALUE;

    CandleHistory(RestQueue queue, BridgeClock clock, List<String> intervals, int candles) {
        this.queue = queue;
        this.clock = clock;
        this.intervals = intervals;
        this.candles = Math.min(candles, InfoRequest.MAX_CANDLES);
    }

    /** Adds the history of coins that were not named before. */
    void coins(List<String> coins) {
        List<String> added = coins.stream().filter(known::add).toList();
        if (candles > 0) {
            for (String interval : intervals) {
                added.forEach(coin -> left.add(new Series(coin, interval)));
            }
        }
        dueNanos = left.isEmpty() ? Long.MAX_VALUE : clock.nanos();
    }

    @Override
    public void advance(long nowNanos) {
        if (!left.isEmpty() && !basicRuns) {
            basicRuns = true;
            ask(Share.BASICS);
        }
        if (!left.isEmpty() && !repairRuns) {
            InfoRequest next = request(left.peek());
            if (queue.isIdle(Share.GAP_REPAIR, next.weight() + next.maxSurcharge())) {
                repairRuns = true;
                ask(Share.GAP_REPAIR);
            }
        }
        boolean waitsForRepairShare = !left.isEmpty() && !repairRuns;
        dueNanos = waitsForRepairShare ? nowNanos + LOOK_AGAIN_NANOS : Long.MAX_VALUE;
    }

    private void ask(Share share) {
        queue.submit(
                request(left.poll()),
                share,
                PRIORITY,
                Source.BACKFILL,
                new RestQueue.Done() {
                    @Override
                    public void answered(RestRequest request, Input.Answer answer) {
                        ended(share);
                    }

                    @Override
                    public void failed(RestRequest request, int status, String reason) {
                        ended(share);
                    }
                });
    }

    private void ended(Share share) {
        if (share == Share.BASICS) {
            basicRuns = false;
        } else {
            repairRuns = false;
        }
        dueNanos = left.isEmpty() ? Long.MAX_VALUE : clock.nanos();
    }

    private InfoRequest request(Series series) {
        long now = clock.epochMs();
        long span = InfoRequest.interval(series.interval()).toMillis() * candles;
        return InfoRequest.candleSnapshot(series.coin(), series.interval(), now - span, now);
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    @Override
    public List<String> describe() {
        if (left.isEmpty()) {
            return List.of();
        }
        InfoRequest next = request(left.peek());
        int perMinute = Share.BASICS.perMinute() + Share.GAP_REPAIR.perMinute();
        long minutes = 1L + left.size() * (next.weight() + next.maxSurcharge()) / perMinute;
        return List.of(
                "candleSnapshot of %d coins, %s, the last %d each: once, within %s or more"
                        .formatted(
                                known.size(),
                                String.join(" ", intervals),
                                candles,
                                Durations.text(Duration.ofMinutes(minutes))));
    }

    private record Series(String coin, String interval) {}
}

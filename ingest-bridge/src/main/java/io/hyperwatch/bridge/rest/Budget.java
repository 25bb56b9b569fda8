package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.relay.BridgeClock;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The weight of REST requests, which the exchange limits to 1,200 a minute and IP. Three things
 * bound it:
 *
 * <ul>
 *   <li>A bucket for everything, 960 a minute with a burst of 240. It starts empty: a process that
 *       follows a killed one stays, together with it, within the limit.
 *   <li>A bucket for each {@link Share}, of its rate and the same burst. {@link Share#TRACKING} may
 *       also take what another bucket holds above its half, so nobody ever finds less than 120, the
 *       largest request, because of it.
 *   <li>The {@link WeightWindow}: calls under way and settled within the last minute never exceed
 *       1,200, however late the exchange counts them.
 * </ul>
 *
 * Who finds too little in the common bucket keeps its place, see {@link Claims}. Weight of rows is
 * taken in advance and given back by {@link #settle}. For one thread.
 */
public final class Budget {

    /** 80 % of what the exchange allows. */
    public static final int DEFAULT_PER_MINUTE = 960;

    public static final int DEFAULT_BURST = 240;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The least distance of two looks at a budget that has too little. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();

    private final BridgeClock clock;
    private final int perMinute;
    private final int burst;
    private final Bucket total;
    private final Map<Share, Bucket> shares = new EnumMap<>(Share.class);
    private final WeightWindow window;
    private final Map<Share, WeightWindow> windows = new EnumMap<>(Share.class);
    private final Claims claims = new Claims();
    private final Throttle throttle;
    private boolean lending;

    public Budget(BridgeClock clock, RandomGenerator random) {
        this(clock, random, DEFAULT_PER_MINUTE, DEFAULT_BURST);
    }

    /**
     * @param limit what the exchange allows a minute; four fifths of it are used, the rest is the
     *     burst, which does not fall below 240, the largest two requests, for as long as that is
     *     less than half
     */
    public static Budget of(int limit, BridgeClock clock, RandomGenerator random) {
        int burst = Math.max(limit / 5, Math.min(DEFAULT_BURST, limit / 2));
        return new Budget(clock, random, limit - burst, burst);
    }

    /**
     * @param random spreads the ends of pauses
     * @param perMinute weight a minute in the long run; the shares scale with it
     * @param burst what can be saved up; both together are never exceeded in any 60 s
     */
    public Budget(BridgeClock clock, RandomGenerator random, int perMinute, int burst) {
        this.clock = clock;
        this.perMinute = perMinute;
        this.burst = burst;
        this.total = bucket(perMinute, 0);
        for (Share share : Share.values()) {
            shares.put(
                    share,
                    bucket(Math.max(1, share.perMinute() * perMinute / DEFAULT_PER_MINUTE), burst));
        }
        this.window = new WeightWindow(perMinute + burst);
        for (Share share : Share.values()) {
            windows.put(share, new WeightWindow(perMinute + burst));
        }
        this.throttle = new Throttle(random, clock.nanos());
    }

    /**
     * Only the common bucket starts empty: with it a restart stays within the limit, and what comes
     * first at a start is not held to its long-run share.
     */
    private Bucket bucket(int refillPerMinute, int initial) {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity(burst)
                                        .refillGreedy(refillPerMinute, MINUTE)
                                        .initialTokens(initial))
                .withCustomTimePrecision(new Meter(clock))
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    /** The largest weight a request may have. */
    public int largestRequest() {
        return burst / 2;
    }

    /**
     * Takes the weight of one request, or nothing. Who got false should ask again at {@link
     * #availableAtNanos}; its place in the common bucket is kept that long.
     *
     * @param weight with the largest surcharge possible
     * @throws IllegalArgumentException above {@link #largestRequest}
     */
    public boolean tryTake(Share share, int weight) {
        if (weight > largestRequest()) {
            throw new IllegalArgumentException("weight " + weight + " can never be had");
        }
        long now = clock.nanos();
        if (throttle.isPaused(now)) {
            return false;
        }
        if (own(share) + borrowable(share, now) < weight) {
            claims.end(share);
            return false;
        }
        int wanted = weight + claims.before(share, now);
        if (total.getAvailableTokens() < wanted || !window.hasRoom(wanted, now)) {
            claims.renew(share, weight, now);
            return false;
        }
        claims.end(share);
        total.consumeIgnoringRateLimits(weight);
        takeFromShares(share, weight, now);
        window.open(weight);
        windows.get(share).open(weight);
        return true;
    }

    private void takeFromShares(Share share, int weight, long now) {
        int missing = weight - take(share, Math.min(weight, own(share)));
        for (Share lender : Share.values()) {
            if (missing > 0) {
                missing -= take(lender, Math.min(missing, spare(lender, share, now)));
            }
        }
    }

    private int take(Share share, int weight) {
        if (weight > 0) {
            shares.get(share).consumeIgnoringRateLimits(weight);
        }
        return weight;
    }

    private int own(Share share) {
        return (int) Math.max(0, shares.get(share).getAvailableTokens());
    }

    private int borrowable(Share borrower, long now) {
        int sum = 0;
        for (Share lender : Share.values()) {
            sum += spare(lender, borrower, now);
        }
        return sum;
    }

    /** What one share may take out of another one's bucket. */
    private int spare(Share lender, Share borrower, long now) {
        if (lender == borrower) {
            return 0;
        }
        if (borrower == Share.TRACKING) {
            return claims.contains(lender, now) ? 0 : Math.max(0, own(lender) - burst / 2);
        }
        return lending && borrower == Share.GAP_REPAIR && lender == Share.TRACKING
                ? own(lender)
                : 0;
    }

    /**
     * A call has ended; what it did not cost is given back.
     *
     * @param taken what {@link #tryTake} took
     * @param spent what the exchange counted, as far as known; more than was taken becomes a debt
     */
    public void settle(Share share, int taken, int spent) {
        window.settle(taken, spent, clock.nanos());
        windows.get(share).settle(taken, spent, clock.nanos());
        int unused = taken - spent;
        if (unused > 0) {
            total.addTokens(unused);
            shares.get(share).addTokens(unused);
        } else if (unused < 0) {
            total.consumeIgnoringRateLimits(-unused);
            shares.get(share).consumeIgnoringRateLimits(-unused);
        }
    }

    /**
     * When {@link #tryTake} may succeed, as far as can be said now. It may still be too early; what
     * others give back or leave may have made it possible before.
     *
     * @return as {@link BridgeClock#nanos()}; not after now when it would succeed now
     */
    public long availableAtNanos(Share share, int weight) {
        long now = clock.nanos();
        long wait = throttle.leftNanos(now);
        wait = Math.max(wait, shareNanos(share, weight, now));
        int wanted = weight + claims.before(share, now);
        wait = Math.max(wait, refillNanos(total, Math.min(wanted, burst)));
        wait = Math.max(wait, window.roomAfterNanos(wanted, now));
        return wait == 0 ? now : now + Math.max(wait, LOOK_AGAIN_NANOS);
    }

    private long shareNanos(Share share, int weight, long now) {
        int missing = weight - own(share) - borrowable(share, now);
        if (missing <= 0) {
            return 0;
        }
        if (lending && share == Share.GAP_REPAIR) {
            int rate = Share.GAP_REPAIR.perMinute() + Share.TRACKING.perMinute();
            return missing * MINUTE.toNanos() / rate * DEFAULT_PER_MINUTE / perMinute;
        }
        return refillNanos(shares.get(share), Math.min(burst, own(share) + missing));
    }

    /** At least 1 for a token that is missing: the bucket rounds the last fraction of it down. */
    private static long refillNanos(Bucket bucket, int weight) {
        return bucket.getAvailableTokens() >= weight
                ? 0
                : Math.max(1, bucket.estimateAbilityToConsume(weight).getNanosToWaitForRefill());
    }

    /** While true, {@link Share#GAP_REPAIR} may take from {@link Share#TRACKING}. */
    public void lend(boolean lend) {
        lending = lend;
    }

    /** What is saved up in a share's own bucket. */
    public int available(Share share) {
        return own(share);
    }

    /**
     * The exchange has answered 429: nobody gets anything for a while, and nothing is saved up
     * until then.
     */
    public void throttled() {
        if (throttle.pause(clock.nanos())) {
            total.tryConsumeAsMuchAsPossible();
        }
    }

    /** The exchange has answered: pauses are short again. */
    public void succeeded() {
        throttle.succeeded(clock.nanos());
    }

    /** Whether a 429 keeps everything back. */
    public boolean isPaused() {
        return throttle.isPaused(clock.nanos());
    }

    /** Weight of the calls under way and of those that ended within the last 60 s. */
    public int usedLastMinute() {
        return window.used(clock.nanos());
    }

    /** The same of one share, with what it borrowed. */
    public int usedLastMinute(Share share) {
        return windows.get(share).used(clock.nanos());
    }

    private record Meter(BridgeClock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

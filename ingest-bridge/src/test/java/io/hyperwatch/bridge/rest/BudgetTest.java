package io.hyperwatch.bridge.rest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BudgetTest {

    private final VirtualClock clock = new VirtualClock();
    private final Budget budget = new Budget(clock, new SplittableRandom(1));

    @Test
    void aNewProcessHasNothingSavedUp() {
        assertThat(budget.tryTake(Share.TRACKING, 2)).isFalse();

        clock.advance(Duration.ofSeconds(1));

        assertThat(budget.tryTake(Share.TRACKING, 2)).isTrue();
        assertThat(budget.usedLastMinute()).isEqualTo(2);
    }

    @Test
    void savingUpEndsAtTheBurst() {
        clock.advance(Duration.ofHours(1));
        int granted = 0;
        while (budget.tryTake(Share.TRACKING, 2)) {
            granted += 2;
        }
        assertThat(granted).isEqualTo(Budget.DEFAULT_BURST);
    }

    @Test
    void theSharesTogetherAreTheWholeBudget() {
        int sum = 0;
        for (Share share : Share.values()) {
            sum += share.perMinute();
        }
        assertThat(sum).isEqualTo(Budget.DEFAULT_PER_MINUTE);
    }

    @Test
    void whatTheRowsDidNotCostIsGivenBack() {
        clock.advance(Duration.ofMinutes(2));
        assertThat(budget.tryTake(Share.CONFIRMATIONS, 120)).isTrue();
        assertThat(budget.tryTake(Share.CROSS_CHECK, 120)).isTrue();
        assertThat(budget.tryTake(Share.TRACKING, 2)).isFalse();

        budget.settle(Share.CONFIRMATIONS, 120, 21);

        assertThat(budget.usedLastMinute()).isEqualTo(141);
        assertThat(budget.available(Share.CONFIRMATIONS)).isEqualTo(240 - 21);
        assertThat(budget.tryTake(Share.TRACKING, 99)).isTrue();

        budget.settle(Share.TRACKING, 99, 0);
        assertThat(budget.usedLastMinute()).isEqualTo(141);
    }

    @Test
    void whatCostMoreThanWasTakenIsOwed() {
        clock.advance(Duration.ofMinutes(5));
        for (int i = 0; i < 2; i++) {
            assertThat(budget.tryTake(Share.BASICS, 120)).isTrue();
            budget.settle(Share.BASICS, 120, 120);
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(budget.tryTake(Share.BASICS, 20)).as("of 45").isTrue();

        budget.settle(Share.BASICS, 20, 80);

        assertThat(budget.usedLastMinute()).isEqualTo(80);
        assertThat(budget.available(Share.BASICS)).isZero();
        clock.advance(Duration.ofSeconds(60));
        assertThat(budget.tryTake(Share.BASICS, 20)).as("10 of 45 are left").isFalse();
        clock.advance(Duration.ofSeconds(20));
        assertThat(budget.tryTake(Share.BASICS, 20)).isTrue();
    }

    @Test
    void aRequestThatCanNeverBeHadIsAnError() {
        assertThatThrownBy(() -> budget.tryTake(Share.TRACKING, 121))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 300, 600, 1_200, 6_000})
    void theLimitOfTheExchangeIsRateAndBurst(int limit) {
        Budget other = Budget.of(limit, clock, new SplittableRandom(1));
        clock.advance(Duration.ofHours(1));
        long granted = 0;
        for (int i = 0; i <= 60_000; i++) {
            while (other.tryTake(Share.TRACKING, 2)) {
                granted += 2;
            }
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(granted).isBetween((long) (limit * 0.98), (long) limit);
        assertThat(other.largestRequest()).isGreaterThanOrEqualTo(Math.min(120, limit / 4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noMinuteHasMoreThanTheLimitHoweverLateCallsAreCounted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] weights = {2, 2, 2, 20, 22, 45, 104, 120};
        RollingMinutes exchange = new RollingMinutes();
        PriorityQueue<Call> underWay = new PriorityQueue<>();
        Share[] shares = Share.values();
        Duration span = Duration.ofHours(4);
        double demand = 1;
        while (clock.elapsed().compareTo(span) < 0) {
            if (random.nextInt(2_000) == 0) {
                demand = random.nextDouble();
            }
            clock.advance(Duration.ofMillis(random.nextInt(200)));
            while (!underWay.isEmpty() && underWay.peek().endNanos() <= clock.nanos()) {
                Call call = underWay.poll();
                budget.settle(call.share(), call.taken(), call.spent());
            }
            for (int i = 0; i < 10; i++) {
                Share share = shares[random.nextInt(shares.length)];
                int weight = weights[random.nextInt(weights.length)];
                if (random.nextDouble() < demand && budget.tryTake(share, weight)) {
                    int spent = weight > 20 ? 20 + random.nextInt(weight - 19) : weight;
                    long latency =
                            random.nextInt(50) == 0
                                    ? random.nextLong(20_000_000_000L)
                                    : random.nextLong(1_000_000_000L);
                    exchange.count(clock.nanos() + random.nextLong(latency + 1), spent);
                    underWay.add(new Call(share, weight, spent, clock.nanos() + latency));
                }
            }
        }
        assertThat(exchange.greatest()).as("seed %d", seed).isLessThanOrEqualTo(1_200);
        assertThat(exchange.sum())
                .as("seed %d", seed)
                .isLessThanOrEqualTo(960 * span.toMinutes() + 240)
                .isGreaterThan(300 * span.toMinutes());
    }

    @Test
    void everyShareGetsItsGuaranteeWhenAllWantMore() {
        Map<Share, Integer> granted =
                saturate(
                        EnumSet.allOf(Share.class),
                        Map.of(
                                Share.TRACKING, 2,
                                Share.CONFIRMATIONS, 120,
                                Share.GAP_REPAIR, 120,
                                Share.FUNDING, 22,
                                Share.CROSS_CHECK, 104,
                                Share.VAULTS, 20,
                                Share.BASICS, 45));
        for (Share share : Share.values()) {
            assertThat(granted.get(share) / 240.0)
                    .as("%s a minute", share)
                    .isBetween(share.perMinute() * 0.97, share.perMinute() * 1.03);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Share.class, mode = EnumSource.Mode.EXCLUDE, names = "TRACKING")
    void aShareIsNotHeldBackByTheFloodOfTracking(Share share) {
        Map<Share, Integer> granted =
                saturate(EnumSet.of(share, Share.TRACKING), Map.of(share, 120, Share.TRACKING, 2));

        assertThat(granted.get(share) / 240.0)
                .isBetween(share.perMinute() * 0.97, share.perMinute() * 1.03);
        int rest = 960 - share.perMinute();
        assertThat(granted.get(Share.TRACKING) / 240.0).isBetween(rest * 0.97, rest * 1.03);
    }

    @Test
    void whatNobodyElseUsesGoesToTrackingAlone() {
        assertThat(saturate(EnumSet.of(Share.TRACKING), Map.of(Share.TRACKING, 2)))
                .extractingByKey(Share.TRACKING)
                .satisfies(weight -> assertThat(weight / 240.0).isBetween(950.0, 961.0));
    }

    @Test
    void othersHaveTheirShareOnly() {
        assertThat(saturate(EnumSet.of(Share.FUNDING), Map.of(Share.FUNDING, 22)))
                .extractingByKey(Share.FUNDING)
                .satisfies(weight -> assertThat(weight / 240.0).isBetween(63.0, 66.0));
    }

    @Test
    void gapRepairBorrowsFromTrackingWhileItIsTold() {
        budget.lend(true);
        Map<Share, Integer> granted =
                saturate(EnumSet.of(Share.GAP_REPAIR), Map.of(Share.GAP_REPAIR, 21));
        assertThat(granted.get(Share.GAP_REPAIR) / 240.0).isBetween(600.0, 634.0);

        budget.lend(false);
        granted = saturate(EnumSet.of(Share.GAP_REPAIR), Map.of(Share.GAP_REPAIR, 21));
        assertThat(granted.get(Share.GAP_REPAIR) / 240.0).isBetween(145.0, 152.0);
    }

    /** Four hours in which these shares always want more; calls take half a second. */
    private Map<Share, Integer> saturate(Set<Share> wanting, Map<Share, Integer> weights) {
        Map<Share, Integer> granted = new EnumMap<>(Share.class);
        PriorityQueue<Call> underWay = new PriorityQueue<>();
        long end = clock.nanos() + Duration.ofHours(4).toNanos();
        int looks = 0;
        while (clock.nanos() < end) {
            long next = Long.MAX_VALUE;
            for (Share share : wanting) {
                while (budget.tryTake(share, weights.get(share))) {
                    granted.merge(share, weights.get(share), Integer::sum);
                    underWay.add(
                            new Call(
                                    share,
                                    weights.get(share),
                                    weights.get(share),
                                    clock.nanos() + 500_000_000));
                }
                next = Math.min(next, budget.availableAtNanos(share, weights.get(share)));
            }
            assertThat(next).isGreaterThan(clock.nanos());
            looks++;
            if (!underWay.isEmpty() && underWay.peek().endNanos() <= next) {
                Call call = underWay.poll();
                clock.to(Math.max(clock.nanos(), call.endNanos()));
                budget.settle(call.share(), call.taken(), call.spent());
            } else {
                clock.to(next);
            }
        }
        underWay.forEach(call -> budget.settle(call.share(), call.taken(), call.spent()));
        assertThat(looks).as("looks in 4 h: no busy waiting").isLessThan(4 * 3_600 * 60);
        return granted;
    }

    @Test
    void pausesAfter429GrowUntilSomethingSucceeds() {
        clock.advance(Duration.ofMinutes(5));
        for (int least : List.of(5, 10, 20, 40, 60, 60)) {
            budget.throttled();
            budget.throttled();
            assertThat(budget.isPaused()).isTrue();
            assertThat(budget.tryTake(Share.TRACKING, 2)).isFalse();
            long until = budget.availableAtNanos(Share.TRACKING, 2);
            assertThat(Duration.ofNanos(until - clock.nanos()))
                    .isBetween(
                            Duration.ofSeconds(least),
                            Duration.ofMillis(Math.min(60_000, least * 1_250L)));
            budget.succeeded();
            clock.to(until);
            assertThat(budget.tryTake(Share.TRACKING, 2)).isTrue();
            budget.settle(Share.TRACKING, 2, 2);
        }
        budget.succeeded();

        budget.throttled();

        assertThat(budget.availableAtNanos(Share.TRACKING, 2) - clock.nanos())
                .isLessThan(Duration.ofSeconds(7).toNanos());
    }

    @Test
    void nothingIsSavedUpBefore429() {
        clock.advance(Duration.ofMinutes(5));
        budget.throttled();
        clock.to(budget.availableAtNanos(Share.TRACKING, 2));
        int granted = 0;
        while (budget.tryTake(Share.TRACKING, 2)) {
            granted += 2;
        }
        assertThat(granted).isBetween(80, 100);
    }

    @Test
    void whoGaveUpWaitingHoldsNobodyBackForLong() {
        clock.advance(Duration.ofMinutes(5));
        while (budget.tryTake(Share.TRACKING, 2)) {
            budget.settle(Share.TRACKING, 2, 2);
        }
        assertThat(budget.tryTake(Share.CONFIRMATIONS, 120)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(budget.tryTake(Share.TRACKING, 2)).as("it came first").isTrue();
        assertThat(budget.tryTake(Share.TRACKING, 2)).as("14 are kept for 120").isFalse();
        clock.advance(Duration.ofSeconds(15));
        assertThat(budget.tryTake(Share.TRACKING, 2)).isTrue();
    }

    private record Call(Share share, int taken, int spent, long endNanos)
            implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            return Long.compare(endNanos, other.endNanos);
        }
    }
}

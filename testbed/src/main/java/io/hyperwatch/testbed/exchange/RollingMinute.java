package io.hyperwatch.testbed.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was spent in the last 60 seconds, and the most that ever was. */
final class RollingMinute {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final ExchangeClock clock;
    private final Deque<Spent> spent = new ArrayDeque<>();
    private long sum;
    private long max;

    private record Spent(long atNanos, int amount) {}

    RollingMinute(ExchangeClock clock) {
        this.clock = clock;
    }

    /** Spends the amount if the sum stays within the limit; otherwise nothing. */
    synchronized boolean trySpend(int amount, int limit) {
        forgetOld();
        if (sum + amount > limit) {
            return false;
        }
        spend(amount);
        return true;
    }

    /** Spends in any case: costs that are known only afterwards. */
    synchronized void spend(int amount) {
        forgetOld();
        spent.addLast(new Spent(clock.nanos(), amount));
        sum += amount;
        max = Math.max(max, sum);
    }

    /** The most within any 60 seconds so far. */
    synchronized long max() {
        return max;
    }

    private void forgetOld() {
        long oldest = clock.nanos() - MINUTE_NANOS;
        while (!spent.isEmpty() && spent.peekFirst().atNanos() - oldest < 0) {
            sum -= spent.removeFirst().amount();
        }
    }
}

package io.hyperwatch.testbed.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was spent in the last 60 seconds, by the monotonic clock. */
final class RollingMinute {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Deque<Spent> spent = new ArrayDeque<>();
    private long sum;

    private record Spent(long atNanos, int amount) {}

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
        spent.addLast(new Spent(System.nanoTime(), amount));
        sum += amount;
    }

    private void forgetOld() {
        long oldest = System.nanoTime() - MINUTE_NANOS;
        while (!spent.isEmpty() && spent.peekFirst().atNanos() - oldest < 0) {
            sum -= spent.removeFirst().amount();
        }
    }
}

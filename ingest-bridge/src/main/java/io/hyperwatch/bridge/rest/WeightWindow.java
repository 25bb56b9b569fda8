package io.hyperwatch.bridge.rest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Weight that may lie within one rolling minute of the exchange's own counting. The exchange counts
 * a call at an unknown time between its start and its end; so a call counts here from its start
 * until 60 s after its end. Of all calls that one minute of the exchange contains, the last to
 * start therefore still finds every other one here.
 */
final class WeightWindow {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    /** How soon to look again when the calls under way alone fill it. */
    private static final long UNDER_WAY_NANOS = Duration.ofMillis(50).toNanos();

    private final int limit;
    private final ArrayDeque<Ended> ended = new ArrayDeque<>();
    private int endedWeight;
    private int underWay;

    WeightWindow(int limit) {
        this.limit = limit;
    }

    boolean hasRoom(int weight, long nowNanos) {
        return used(nowNanos) + weight <= limit;
    }

    /** 0 when there is room now. */
    long roomAfterNanos(int weight, long nowNanos) {
        int missing = used(nowNanos) + weight - limit;
        Iterator<Ended> oldest = ended.iterator();
        long wait = 0;
        while (missing > 0) {
            if (!oldest.hasNext()) {
                return Math.max(wait, UNDER_WAY_NANOS);
            }
            Ended call = oldest.next();
            missing -= call.weight();
            wait = call.atNanos() + MINUTE_NANOS - nowNanos;
        }
        return wait;
    }

    void open(int weight) {
        underWay += weight;
    }

    void settle(int taken, int spent, long nowNanos) {
        underWay -= taken;
        if (spent > 0) {
            ended.addLast(new Ended(nowNanos, spent));
            endedWeight += spent;
        }
    }

    int used(long nowNanos) {
        while (!ended.isEmpty() && nowNanos - ended.peekFirst().atNanos() >= MINUTE_NANOS) {
            endedWeight -= ended.removeFirst().weight();
        }
        return underWay + endedWeight;
    }

    private record Ended(long atNanos, int weight) {}
}

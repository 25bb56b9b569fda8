package io.hyperwatch.testbed.replay;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongConsumer;

/** What happens when: actions in the order of their times, of one time in the order of planning. */
final class Script {

    private record Planned(long timeMs, long number, Runnable action) {}

    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(
                    Comparator.comparingLong(Planned::timeMs).thenComparingLong(Planned::number));
    private final Random random;
    private final LongConsumer clock;
    private long now;
    private long count;

    /**
     * @param clock is told the time before anything happens then
     */
    Script(Random random, long startMs, LongConsumer clock) {
        this.random = random;
        this.now = startMs;
        this.clock = clock;
    }

    void in(long delayMs, Runnable action) {
        planned.add(new Planned(now + delayMs, count++, action));
    }

    /** Again and again, each time after a delay out of the range. */
    void every(int minMs, int maxMs, Runnable action) {
        in(
                minMs + random.nextInt(maxMs - minMs + 1),
                () -> {
                    action.run();
                    every(minMs, maxMs, action);
                });
    }

    void play(long untilMs) {
        while (planned.peek().timeMs() <= untilMs) {
            Planned next = planned.remove();
            now = next.timeMs();
            clock.accept(now);
            next.action().run();
        }
    }
}

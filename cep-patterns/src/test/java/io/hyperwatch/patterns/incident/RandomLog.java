package io.hyperwatch.patterns.incident;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;

import java.util.Random;

/**
 * A bridge clock, a sequence and a log clock that a random stream is written with: records out of
 * order, late, old or dated ahead, ticks in between.
 */
public final class RandomLog {

    public static final long BEGINNING = 1_760_130_903_000L;

    private static final long[] STEPS_MS = {
        0, 0, 0, 1, 84, 84, 500, 1_000, 1_999, 2_000, 2_001, 5_000, 10_000, 10_001, 29_999, 30_000,
        59_999, 60_000, 60_001
    };
    private static final long[] DELAYS_MS = {
        0, 0, 0, 0, 0, 100, 200, 200, 400, 1_000, 2_000, 2_001, 9_999, 10_000, 30_000, 60_000,
        60_001, 180_000, 600_000, 600_001, -1_000, -30_000
    };

    private final Random random;
    private long bridgeMs = BEGINNING;
    private long counter;
    private long logTimeMs = BEGINNING - 1_000;

    public RandomLog(Random random) {
        this.random = random;
    }

    /** Time passes, often none; seldom enough for everything to end. */
    public void pass() {
        bridgeMs += random.nextInt(60) == 0 ? 700_000 : STEPS_MS[random.nextInt(STEPS_MS.length)];
    }

    /** The bridge's clock is set back; log time does not fall. */
    public void setBack() {
        bridgeMs -= STEPS_MS[random.nextInt(STEPS_MS.length)];
    }

    public long receivedAtMs() {
        return bridgeMs;
    }

    public long eventTimeMs() {
        return bridgeMs - DELAYS_MS[random.nextInt(DELAYS_MS.length)];
    }

    public Provenance provenance() {
        counter++;
        return new Provenance(
                Source.WS, bridgeMs, new Sequence(BEGINNING, counter), 1, counter, 0, true, false);
    }

    public <I> Step<I> record(long eventTimeMs, long receivedAtMs, I input) {
        logTimeMs = Math.max(logTimeMs, Math.min(eventTimeMs, receivedAtMs));
        return new Step<>(logTimeMs, input);
    }

    public <I> Step<I> tick() {
        logTimeMs = Math.max(logTimeMs, bridgeMs - 1_000);
        return new Step<>(logTimeMs, null);
    }

    /** A tick after everything has ended. */
    public <I> Step<I> end() {
        bridgeMs += 3_600_000;
        return tick();
    }
}

package io.hyperwatch.bridge.connect;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long HALF_SECOND = SECOND / 2;

    /** Always the longest wait that chance allows. */
    private static final RandomGenerator LONGEST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public long nextLong(long bound) {
                    return bound - 1;
                }
            };

    private final Backoff backoff = new Backoff(LONGEST);

    @Test
    void theCeilingDoublesUpToThirtySeconds() {
        long[] ceilings = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (long halfSeconds : ceilings) {
            assertThat(backoff.failed()).isEqualTo(halfSeconds * HALF_SECOND);
        }
    }

    @Test
    void aMinuteOfHealthStartsTheCountAgain() {
        backoff.failed();
        backoff.failed();
        backoff.failed();

        assertThat(backoff.lost(60 * SECOND, false)).isEqualTo(HALF_SECOND);
    }

    @Test
    void aConnectionThatBreaksSoonDoesNot() {
        backoff.failed();
        backoff.failed();

        assertThat(backoff.lost(59 * SECOND, false)).isEqualTo(4 * HALF_SECOND);
    }

    @Test
    void aBreakWeHaveBroughtAboutOurselvesDoesNotCount() {
        backoff.failed();
        backoff.failed();

        assertThat(backoff.lost(SECOND, true)).isEqualTo(2 * HALF_SECOND);
        assertThat(new Backoff(LONGEST).lost(SECOND, true)).isEqualTo(HALF_SECOND);
    }

    @Test
    void waitsAreSpreadOverTheWholeRange() {
        Random random = new Random(7);
        long[] waits = new long[1_000];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = new Backoff(random).failed();
            assertThat(waits[i]).isBetween(0L, HALF_SECOND);
        }
        assertThat(Arrays.stream(waits).min().orElseThrow()).isLessThan(HALF_SECOND / 10);
        assertThat(Arrays.stream(waits).max().orElseThrow()).isGreaterThan(HALF_SECOND / 10 * 9);
    }
}

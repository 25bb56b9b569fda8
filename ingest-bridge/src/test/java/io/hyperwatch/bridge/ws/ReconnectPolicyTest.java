package io.hyperwatch.bridge.ws;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectPolicyTest {

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

    private final ReconnectPolicy policy = new ReconnectPolicy(LONGEST);
    private long now;

    private long fail() {
        policy.connecting(now);
        policy.lost(now);
        return policy.delayNanos(now);
    }

    @Test
    void theFirstConnectionIsMadeAtOnce() {
        assertThat(policy.delayNanos(now)).isZero();
    }

    @Test
    void theCeilingDoublesUpToThirtySeconds() {
        long[] ceilings = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (long halfSeconds : ceilings) {
            assertThat(fail()).isEqualTo(halfSeconds * HALF_SECOND);
            now += 60 * SECOND;
        }
    }

    @Test
    void aMinuteOfHealthStartsTheCountAgain() {
        fail();
        fail();
        fail();
        policy.connecting(now);
        policy.connected(now);
        now += 60 * SECOND;
        policy.lost(now);

        assertThat(policy.delayNanos(now)).isEqualTo(HALF_SECOND);
    }

    @Test
    void aConnectionThatBreaksSoonDoesNot() {
        fail();
        fail();
        policy.connecting(now);
        policy.connected(now);
        now += 59 * SECOND;
        policy.lost(now);

        assertThat(policy.delayNanos(now)).isEqualTo(4 * HALF_SECOND);
    }

    @Test
    void waitsAreSpreadOverTheWholeRange() {
        ReconnectPolicy random = new ReconnectPolicy(new Random(7));
        random.connecting(0);
        random.lost(0);

        long[] delays = new long[1_000];
        for (int i = 0; i < delays.length; i++) {
            delays[i] = random.delayNanos(0);
            assertThat(delays[i]).isBetween(0L, HALF_SECOND);
        }
        assertThat(Arrays.stream(delays).min().orElseThrow()).isLessThan(HALF_SECOND / 10);
        assertThat(Arrays.stream(delays).max().orElseThrow()).isGreaterThan(HALF_SECOND / 10 * 9);
    }

    @Test
    void noMinuteSeesThirtyConnectionsEvenWithoutAnyBackoff() {
        ReconnectPolicy eager = new ReconnectPolicy(new Random(7));
        ArrayDeque<Long> lastMinute = new ArrayDeque<>();
        for (int i = 0; i < 500; i++) {
            now += eager.delayNanos(now);
            eager.connecting(now);
            eager.connected(now);
            lastMinute.addLast(now);
            while (now - lastMinute.peekFirst() >= 60 * SECOND) {
                lastMinute.removeFirst();
            }
            assertThat(lastMinute).hasSizeLessThan(30);
            now += 1;
        }
    }
}

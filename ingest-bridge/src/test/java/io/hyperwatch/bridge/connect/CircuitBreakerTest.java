package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.connect.CircuitBreaker.State;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakerTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final CircuitBreaker breaker = new CircuitBreaker();

    private void fail(int connection, long now) {
        breaker.attempted(connection);
        breaker.failed(connection, now);
    }

    @BeforeEach
    void fiveFailuresOverTenSeconds() {
        for (int i = 1; i <= 4; i++) {
            fail(i, i - 9 * SECOND);
            assertThat(breaker.nextNanos(i)).isEqualTo(i);
        }
        fail(5, SECOND + 1);
    }

    @Test
    void failuresWithinLessThanTenSecondsDoNotOpenIt() {
        breaker.succeeded();
        for (int i = 0; i < 20; i++) {
            fail(10 + i, 40 * SECOND + i * SECOND / 2);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        fail(30, 50 * SECOND);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void failuresInARowOverTenSecondsOpenItForThirtySeconds() {
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.nextNanos(2 * SECOND)).isEqualTo(31 * SECOND + 1);
        assertThat(breaker.nextNanos(40 * SECOND)).isEqualTo(40 * SECOND);
    }

    @Test
    void thenASingleProbeDecides() {
        breaker.attempted(6);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.nextNanos(40 * SECOND)).isEqualTo(Long.MAX_VALUE);
        assertThat(breaker.failed(6, 40 * SECOND)).isTrue();
        assertThat(breaker.nextNanos(40 * SECOND)).isEqualTo(70 * SECOND);

        breaker.attempted(7);
        breaker.succeeded();
        assertThat(breaker.nextNanos(80 * SECOND)).isEqualTo(80 * SECOND);
        fail(8, 80 * SECOND);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void attemptsFromBeforeItOpenedDoNotMoveTheTime() {
        assertThat(breaker.failed(4, 20 * SECOND)).isFalse();
        assertThat(breaker.nextNanos(21 * SECOND)).isEqualTo(31 * SECOND + 1);
    }

    @Test
    void aProbeWeGiveUpOurselvesMakesRoomForAnother() {
        breaker.attempted(6);
        breaker.abandoned(5, 40 * SECOND);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        breaker.abandoned(6, 40 * SECOND);

        assertThat(breaker.nextNanos(40 * SECOND)).isEqualTo(40 * SECOND);
    }
}

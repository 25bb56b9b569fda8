package io.hyperwatch.bridge.connect;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class RollingBudgetTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void theSameAsCountingTheLastMinuteEachTime() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int limit = 1 + random.nextInt(20);
            RollingBudget budget = new RollingBudget(limit, Duration.ofMinutes(1));
            List<Long> taken = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 500; i++) {
                now += random.nextInt(5) * SECOND;
                long at = now;
                int kept = random.nextInt(limit + 1);
                long recent = taken.stream().filter(t -> at - t < 60 * SECOND).count();
                boolean free = recent + kept < limit;

                assertThat(budget.taken(now)).as("seed %s", seed).isEqualTo((int) recent);
                long next = budget.nextNanos(now, kept);
                assertThat(next == now).as("seed %s", seed).isEqualTo(free);
                if (next != Long.MAX_VALUE && !free) {
                    long then = next;
                    assertThat(taken.stream().filter(t -> then - t < 60 * SECOND).count())
                            .isLessThan(limit - kept);
                    assertThat(taken.stream().filter(t -> then - 1 - t < 60 * SECOND).count())
                            .isGreaterThanOrEqualTo(limit - kept);
                }
                assertThat(budget.take(now, kept)).as("seed %s", seed).isEqualTo(free);
                if (free) {
                    taken.add(now);
                }
            }
        }
    }

    @Test
    void whatIsAllKeptNeverComesFree() {
        RollingBudget budget = new RollingBudget(3, Duration.ofMinutes(1));

        assertThat(budget.nextNanos(7, 3)).isEqualTo(Long.MAX_VALUE);
        assertThat(budget.take(7, 3)).isFalse();
        assertThat(budget.take(7, 2)).isTrue();
    }
}

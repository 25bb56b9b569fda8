package io.hyperwatch.testbed.virtual;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final List<String> happened = new ArrayList<>();

    @Test
    void letsThingsHappenInTheOrderOfTimeAndThenOfGiving() {
        time.after(Duration.ofMillis(20), () -> happened.add("c"));
        time.after(Duration.ofMillis(10), () -> happened.add("a"));
        time.after(
                Duration.ofMillis(10),
                () -> {
                    happened.add("b at " + time.epochMs());
                    time.after(Duration.ZERO, () -> happened.add("at once"));
                });
        time.runFor(Duration.ofMillis(15));
        assertThat(happened).containsExactly("a", "b at 1000010", "at once");
        assertThat(time.epochMs()).isEqualTo(1_000_015);
        assertThat(time.nextNanos() - time.nanos()).isEqualTo(5_000_000);
        time.runUntil(1_000_020);
        assertThat(happened).endsWith("c");
        assertThat(time.pending()).isZero();
        assertThat(time.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void neverGoesBack() {
        long seed = 11;
        Random random = new Random(seed);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            time.at(
                    random.nextLong(10_000_000_000L),
                    () -> {
                        times.add(time.nanos());
                        time.at(random.nextLong(10_000_000_000L), () -> times.add(time.nanos()));
                    });
        }
        time.runFor(Duration.ofSeconds(10));
        assertThat(times).as("seed " + seed).hasSize(2_000).isSorted();
    }
}

package io.hyperwatch.bridge.normalize;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class RecentIdsTest {

    private record Event(long timeMs, int order, String id) {}

    /** A list of all that was accepted, sorted anew for each question. */
    private static Set<String> remembered(List<Event> accepted, int perUser) {
        Set<String> expected =
                accepted.stream()
                        .sorted(
                                Comparator.comparingLong(Event::timeMs)
                                        .thenComparingInt(Event::order)
                                        .reversed())
                        .limit(perUser)
                        .map(Event::id)
                        .collect(Collectors.toCollection(HashSet::new));
        accepted.subList(Math.max(0, accepted.size() - perUser / 5), accepted.size())
                .forEach(e -> expected.add(e.id()));
        return expected;
    }

    @Test
    void theNewestAndTheLastAddedAreRemembered() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            int perUser = 5 + random.nextInt(20);
            RecentIds ids = new RecentIds(perUser, 10_000);
            List<Event> accepted = new ArrayList<>();
            for (int step = 0; step < 120; step++) {
                long timeMs = random.nextInt(60);
                String id = timeMs + "-" + random.nextInt(2);
                boolean known = remembered(accepted, perUser).contains(id);

                assertThat(ids.contains("u", id))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(known);
                assertThat(ids.add("u", id, timeMs))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(!known);
                if (!known) {
                    accepted.add(new Event(timeMs, step, id));
                }
                assertThat(ids.size()).isEqualTo(remembered(accepted, perUser).size());
            }
        }
    }

    @Test
    void beyondTheTotalTheQuietestAccountIsForgotten() {
        RecentIds ids = new RecentIds(10, 4);
        ids.add("a", 1, 1);
        ids.add("a", 2, 2);
        ids.add("b", 1, 1);
        ids.add("a", 3, 3);
        ids.add("c", 1, 1);

        assertThat(ids.contains("b", 1)).isFalse();
        assertThat(ids.contains("a", 3)).isTrue();
        assertThat(ids.contains("c", 1)).isTrue();
        assertThat(ids.size()).isEqualTo(4);
    }
}

package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.topics.HeaderNames;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import static io.hyperwatch.bridge.normalize.Frames.HASH;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.trade;
import static io.hyperwatch.bridge.normalize.Frames.trades;
import static org.assertj.core.api.Assertions.assertThat;

class TradeMergerTest {

    private static final int REPLAYED = 30;

    private final Normalizer normalizer = Frames.normalizer();
    private final List<Long> published = new ArrayList<>();
    private final List<long[]> gaps = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private long nowMs = TIME + 100_000;

    /** Trades number {@code from} to before {@code to}; a number is also the distance in time. */
    private static String span(int from, int to) {
        return trades(
                IntStream.range(from, to)
                        .mapToObj(i -> trade("BTC", "B", "66373.0", "1", TIME + i, HASH, i))
                        .toArray(String[]::new));
    }

    private static String replay(int before) {
        return span(Math.max(0, before - REPLAYED), before);
    }

    private static Long[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Long::valueOf).toArray(Long[]::new);
    }

    private void frame(int connection, String text) {
        take(new Input.Frame(nowMs, connection, text));
    }

    private void take(Input input) {
        Normalized normalized = normalizer.normalize(input);
        notices.addAll(normalized.notices());
        for (Envelope record : normalized.records()) {
            if (record.header(HeaderNames.KIND).filter(HeaderNames.GAP::equals).isPresent()) {
                gaps.add(
                        new long[] {
                            Long.parseLong(record.header(HeaderNames.GAP_FROM).orElseThrow())
                                    - TIME,
                            Long.parseLong(record.header(HeaderNames.GAP_TO).orElseThrow()) - TIME
                        });
            } else {
                published.add(Frames.event(record, io.hyperwatch.events.Trade.class).tid());
            }
        }
    }

    @Test
    void twoSocketsMakeOneStream() {
        frame(1, replay(40));
        frame(2, replay(40));
        frame(1, span(40, 42));
        frame(2, span(40, 42));
        frame(2, span(42, 43));
        frame(1, span(42, 43));

        assertThat(published).containsExactly(numbers(10, 43));
        assertThat(gaps).isEmpty();
    }

    @Test
    void theOtherSocketFillsInWhereOneStops() {
        frame(1, replay(40));
        frame(2, replay(40));
        frame(1, span(40, 45));
        take(new Input.Closed(nowMs, 1, 1006, ""));
        frame(2, span(40, 50));

        assertThat(published).containsExactly(numbers(10, 50));
        assertThat(gaps).isEmpty();
    }

    @Test
    void aNewSocketWaitsForTheOneThatIsBehind() {
        frame(1, replay(40));
        take(new Input.Closed(nowMs, 9, 1006, ""));
        frame(2, replay(100));
        frame(2, span(100, 101));

        assertThat(published).containsExactly(numbers(10, 40));
        assertThat(normalizer.oldestWaitingMs()).isEqualTo(nowMs);

        frame(1, span(40, 99));
        assertThat(published).containsExactly(numbers(10, 99));

        frame(1, span(99, 100));
        assertThat(published).containsExactly(numbers(10, 101));
        assertThat(gaps).isEmpty();
        assertThat(normalizer.oldestWaitingMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aSocketThatHasStoppedIsNotWaitedForForever() {
        frame(1, replay(40));
        frame(2, replay(60));
        nowMs += TradeMerger.PATIENCE_MS;
        frame(2, "{\"channel\":\"pong\"}");

        assertThat(published).containsExactly(numbers(10, 60));
        assertThat(gaps).isEmpty();
    }

    @Test
    void aReplayThatDoesNotReachBackMarksAGap() {
        frame(1, replay(40));
        take(new Input.Closed(nowMs, 1, 1006, ""));
        frame(2, replay(100));

        assertThat(gaps).singleElement().isEqualTo(new long[] {39, 70});
        assertThat(notices.get(1).reachesBackTo(TIME + 39)).isFalse();
    }

    @Test
    void aReplayThatReachesBackClosesIt() {
        frame(1, replay(40));
        take(new Input.Closed(nowMs, 1, 1006, ""));
        frame(2, replay(60));

        assertThat(published).containsExactly(numbers(10, 60));
        assertThat(gaps).isEmpty();
        assertThat(notices.get(1).overlaps()).isTrue();
        assertThat(notices.get(1).added()).isEqualTo(20);
    }

    @Test
    void afterARestartTheReplayIsHeldAgainstTheEndOfTheLog() {
        Normalizer restarted = Frames.normalizer(TIME + 21);
        assertThat(restarted.normalize(new Input.Frame(nowMs, 1, replay(50))).records())
                .hasSize(REPLAYED);

        Normalizer late = Frames.normalizer(TIME + 21);
        assertThat(late.normalize(new Input.Frame(nowMs, 1, replay(51))).records())
                .hasSize(1 + REPLAYED);
    }

    /**
     * Two sockets over one random history, each with its own lag, cuts and reconnects. Whatever was
     * delivered by anybody is published once, in order, and what is missing lies inside a mark.
     */
    @Test
    void randomCutsOfTwoSockets() {
        for (int seed = 0; seed < 500; seed++) {
            new RandomRun(seed).run();
        }
    }

    private static final class RandomRun {
        private final long seed;
        private final Random random;
        private final TradeMergerTest test = new TradeMergerTest();
        private final Map<Integer, Integer> positions = new TreeMap<>();
        private int happened = REPLAYED;
        private int connections;

        RandomRun(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < 300; step++) {
                test.nowMs += random.nextInt(50);
                switch (random.nextInt(20)) {
                    case 0 -> cut();
                    case 1, 2 -> connect();
                    case 3, 4, 5 -> happened += random.nextInt(random.nextInt(10) == 0 ? 60 : 4);
                    default -> deliver();
                }
            }
            while (positions.isEmpty()) {
                connect();
            }
            for (int connection : positions.keySet()) {
                catchUp(connection, happened);
            }
            test.nowMs += 10_000;
            test.frame(1_000, "{\"channel\":\"pong\"}");
            check();
        }

        private void cut() {
            if (!positions.isEmpty()) {
                int connection = any();
                positions.remove(connection);
                test.take(new Input.Closed(test.nowMs, connection, 1006, ""));
            }
        }

        private void connect() {
            if (positions.size() < 2) {
                positions.put(++connections, happened);
                test.frame(connections, replay(happened));
            }
        }

        private void deliver() {
            if (!positions.isEmpty()) {
                int connection = any();
                int at = positions.get(connection);
                catchUp(connection, at + random.nextInt(happened - at + 1));
            }
        }

        private void catchUp(int connection, int to) {
            int at = positions.get(connection);
            if (at < to) {
                test.frame(connection, span(at, to));
                positions.put(connection, to);
            }
        }

        private int any() {
            List<Integer> open = List.copyOf(positions.keySet());
            return open.get(random.nextInt(open.size()));
        }

        private void check() {
            if (test.published.isEmpty()) {
                return;
            }
            assertThat(test.published).as("seed %d", seed).doesNotHaveDuplicates().isSorted();
            long first = test.published.get(0);
            List<Long> missing = new ArrayList<>(Arrays.asList(numbers((int) first, happened)));
            missing.removeAll(test.published);
            assertThat(missing)
                    .as("seed %d", seed)
                    .allMatch(
                            number ->
                                    test.gaps.stream()
                                            .anyMatch(g -> g[0] <= number && number <= g[1]));
        }
    }
}

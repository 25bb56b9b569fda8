package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.normalize.Corpus.Fixture;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.bridge.wire.WireFrame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the exchange sends, the bridge neither breaks nor lets it pass silently: each input
 * becomes records that are sound, or a dead letter.
 */
class MutatedFramesTest {

    private static final int SEEDS = 10_000;
    private static final int FRAMES_PER_SEED = 100;

    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final List<Fixture> FIXTURES = Corpus.all();
    private static final List<JsonNode> TREES =
            FIXTURES.stream().map(f -> parse(f.text())).toList();

    /** Where frames and answers keep their events. */
    private static final Map<String, Set<String>> EVENTS_AT = new HashMap<>();

    static {
        for (Fixture fixture : FIXTURES) {
            if (fixture.eventsAt() != null) {
                EVENTS_AT
                        .computeIfAbsent(
                                key(fixture.request(), fixture.name()), k -> new HashSet<>())
                        .add(fixture.eventsAt());
            }
        }
    }

    private static List<Fixture> fixtures() {
        return FIXTURES;
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatIsNotMutatedIsReadWithoutAComplaint(Fixture fixture) {
        Normalizer normalizer = Corpus.normalizer();
        Corpus.prelude().forEach(normalizer::normalize);

        Normalized normalized = normalizer.normalize(fixture.input(fixture.text()));

        assertThat(normalized.faults()).isEmpty();
        assertThat(saysSomething(normalized)).isTrue();
        new Invariants(Frames.RECEIVED, Corpus.COINS).check(normalized, true);
    }

    @Test
    void aMillionMutatedFrames() {
        AtomicLong sound = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        AtomicLong silent = new AtomicLong();

        IntStream.range(0, SEEDS)
                .parallel()
                .forEach(
                        seed -> {
                            Run run = new Run(seed);
                            run.run();
                            sound.addAndGet(run.sound);
                            refused.addAndGet(run.refused);
                            silent.addAndGet(run.silent);
                        });

        System.out.printf(
                "%,d mutated frames: %,d gave records, %,d only dead letters, %,d were empty%n",
                (long) SEEDS * FRAMES_PER_SEED, sound.get(), refused.get(), silent.get());
        // A mutation that never spoils anything, or always does, would test nothing.
        assertThat(sound.get()).isGreaterThan(100_000);
        assertThat(refused.get()).isGreaterThan(400_000);
        assertThat(silent.get()).isLessThan(50_000);
    }

    /** Frames that one normalizer sees, so that what it remembers is damaged input too. */
    private static final class Run {
        private final int seed;
        private final SplittableRandom random;
        private final Mutations mutations;
        private final Normalizer normalizer = Corpus.normalizer();
        private final Invariants invariants = new Invariants(Frames.RECEIVED, Corpus.COINS);
        private int sound;
        private int refused;
        private int silent;

        Run(int seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.mutations = new Mutations(random);
            Corpus.prelude().forEach(normalizer::normalize);
        }

        void run() {
            for (int i = 0; i < FRAMES_PER_SEED; i++) {
                int n = random.nextInt(FIXTURES.size());
                String text = mutations.mutate(TREES.get(n));
                try {
                    check(FIXTURES.get(n).input(text), text, i % 10 == 0);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "seed %d, frame %d, %s: %s"
                                    .formatted(seed, i, FIXTURES.get(n).name(), text),
                            e);
                }
            }
        }

        private void check(Input input, String text, boolean decode) {
            Normalized normalized = normalizer.normalize(input);

            invariants.check(normalized, decode);
            if (normalized.faults().contains(Fault.INTERNAL)) {
                throw new AssertionError("a defect of the bridge");
            }
            if (!normalized.events().isEmpty()) {
                sound++;
            } else if (!normalized.faults().isEmpty()) {
                refused++;
            } else if (!saysSomething(normalized)) {
                silent++;
                if (!isEmpty(input, text)) {
                    throw new AssertionError("passed silently");
                }
            }
        }
    }

    private static boolean saysSomething(Normalized normalized) {
        return !normalized.records().isEmpty()
                || !normalized.notices().isEmpty()
                || normalized.control() != null
                || normalized.duplicates() > 0;
    }

    /** Judged apart from the bridge: whether there is nothing in it to publish. */
    private static boolean isEmpty(Input input, String text) {
        if (text.equals(WireFrame.GREETING)) {
            return true;
        }
        JsonNode root = parse(text);
        String key;
        if (input instanceof Input.Answer answer) {
            key = key(answer.request(), parse(answer.request()).path("type").asText());
        } else if (input instanceof Input.NodeLine) {
            key = key(null, Corpus.NODE_LINE);
        } else {
            key = key(null, root.path("channel").asText());
        }
        return EVENTS_AT.getOrDefault(key, Set.of()).stream()
                .anyMatch(pointer -> namesNothing(root.at(pointer)));
    }

    private static boolean namesNothing(JsonNode events) {
        if (events.isArray() && events.isEmpty()) {
            return true;
        }
        List<String> names = new ArrayList<>();
        events.fieldNames().forEachRemaining(names::add);
        events.forEach(element -> names.add(element.path("name").asText()));
        return events.isContainerNode() && names.stream().noneMatch(Corpus.COINS::contains);
    }

    private static String key(String request, String name) {
        return (request == null ? "ws:" : "rest:") + name;
    }

    private static JsonNode parse(String text) {
        try {
            return PLAIN.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}

package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class SpoolTest {

    private static final long SEED = 20_251_010;
    private static final String[] NAMES = {"schema", "source", "kind", "sequence", "gap-from"};

    private static Envelope random(Random random) {
        List<Envelope.Header> headers = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            headers.add(
                    new Envelope.Header(
                            NAMES[random.nextInt(NAMES.length)], "é" + random.nextLong()));
        }
        byte[] value = null;
        if (random.nextInt(10) > 0) {
            // Now and then larger than a chunk.
            value = new byte[random.nextInt(200) == 0 ? 300_000 : random.nextInt(2_000)];
            random.nextBytes(value);
        }
        return new Envelope(
                Topic.values()[random.nextInt(Topic.values().length)],
                random.nextBoolean() ? null : random.nextInt(4),
                random.nextInt(10) == 0 ? null : "kéy" + random.nextInt(),
                value,
                random.nextLong(),
                headers);
    }

    @Test
    void givesBackWhatItWasGivenInOrder() {
        Random random = new Random(SEED);
        Spool spool = new Spool(64L * 1024 * 1024);
        ArrayDeque<Spool.Waiting> naive = new ArrayDeque<>();

        for (int i = 0; i < 20_000; i++) {
            boolean mostlyIn = i / 2_000 % 2 == 0;
            if (random.nextInt(10) < (mostlyIn ? 7 : 3)) {
                Spool.Waiting waiting = new Spool.Waiting(random(random), random.nextLong());
                assertThat(spool.offer(waiting.envelope(), waiting.takenAtNanos(), 0)).isTrue();
                naive.add(waiting);
            } else if (!naive.isEmpty()) {
                assertThat(spool.peek()).as("seed %d, step %d", SEED, i).isEqualTo(naive.poll());
                spool.remove();
            }
            assertThat(spool.size()).isEqualTo(naive.size());
        }
        while (!naive.isEmpty()) {
            assertThat(spool.peek()).as("seed %d", SEED).isEqualTo(naive.poll());
            spool.remove();
        }
        assertThat(spool.isEmpty()).isTrue();
        assertThat(spool.bytes()).isZero();
        assertThat(spool.peek()).isNull();
    }

    @Test
    void endsAtItsCapacity() {
        Spool spool = new Spool(10_000);
        Envelope record =
                new Envelope(
                        Topic.TRADES,
                        null,
                        "BTC",
                        "x".repeat(900).getBytes(StandardCharsets.UTF_8),
                        1,
                        List.of());
        while (spool.offer(record, 0, 0)) {
            assertThat(spool.bytes()).isLessThanOrEqualTo(10_000);
        }
        long size = spool.size();
        assertThat(size).isEqualTo(10);
        assertThat(spool.offer(record, 0, 1_000)).isTrue();

        takeOne(spool);
        takeOne(spool);
        assertThat(spool.offer(record, 0, 0)).isTrue();
        assertThat(spool.size()).isEqualTo(size);
    }

    private static void takeOne(Spool spool) {
        assertThat(spool.peek()).isNotNull();
        spool.remove();
    }
}

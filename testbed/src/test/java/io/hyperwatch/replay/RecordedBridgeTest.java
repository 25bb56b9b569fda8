package io.hyperwatch.replay;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A recording gives every record again, with the place in the log it had. */
class RecordedBridgeTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void throughFaultsAndRestarts(long seed) throws IOException {
        Path recording = folder.resolve("recording.jsonl");
        RecordedWorld world = new RecordedWorld(seed, recording, null);
        world.start();
        world.faults(Duration.ofMinutes(5), 6);
        world.go(Duration.ofSeconds(150));
        world.restart(Duration.ofSeconds(3 + seed * 7));
        world.go(Duration.ofSeconds(150));
        world.quiet(Duration.ofMinutes(1));
        world.close();

        List<String> replayed = texts(records(recording));

        assertThat(replayed).as("seed " + seed).isEqualTo(texts(world.records()));
        assertThat(world.published().records())
                .as("seed " + seed)
                .containsKeys(Topic.TRADES, Topic.PRICES, Topic.FILLS, Topic.COVERAGE);
    }

    /** What a recording of the bridge before this one was kept did not hold. */
    @Test
    void withoutTheLinesOfTheBridgeItselfTheEventsAreTheSame() throws IOException {
        Path recording = folder.resolve("recording.jsonl");
        RecordedWorld world = new RecordedWorld(7, recording, null);
        world.start();
        world.go(Duration.ofMinutes(1));
        world.close();
        Path old = folder.resolve("old.jsonl");
        Files.write(
                old,
                Files.readAllLines(recording).stream()
                        .filter(
                                line ->
                                        line.contains("\"frame\":")
                                                || line.contains("\"request\":")
                                                || line.contains("\"closed\":"))
                        .toList());

        assertThat(values(records(old))).isEqualTo(values(world.records()));
    }

    private static List<Envelope> records(Path recording) throws IOException {
        List<Envelope> records = new ArrayList<>();
        Complaints complaints =
                new Complaints(
                        complaint -> {
                            throw new AssertionError(complaint);
                        });
        RecordedBridge bridge = new RecordedBridge(recording, new HashSet<>());
        try (RecordedFile file = RecordedFile.open(recording, complaints)) {
            for (RecordedLine line = file.next(); line != null; line = file.next()) {
                records.addAll(bridge.take(line));
            }
        }
        return records;
    }

    /** All but the number of the frame, which counts inputs that leave no trace too. */
    private static List<String> texts(List<Envelope> records) {
        return records.stream()
                .map(
                        record ->
                                "%s %s %d %s %s"
                                        .formatted(
                                                record.topic(),
                                                record.key(),
                                                record.timestampMs(),
                                                record.headers().stream()
                                                        .filter(
                                                                header ->
                                                                        !header.name()
                                                                                .equals(
                                                                                        HeaderNames
                                                                                                .FRAME))
                                                        .toList(),
                                                value(record)))
                .toList();
    }

    private static List<String> values(List<Envelope> records) {
        return records.stream()
                .filter(record -> record.topic() != Topic.COVERAGE)
                .filter(record -> record.value() != null)
                .map(record -> record.topic() + " " + record.key() + " " + value(record))
                .toList();
    }

    private static String value(Envelope record) {
        return record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
    }
}

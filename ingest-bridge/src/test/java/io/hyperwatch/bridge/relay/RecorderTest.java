package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class RecorderTest {

    @TempDir private Path folder;

    @Test
    void everyInputBecomesOneLine() throws IOException {
        Path file = folder.resolve("frames.jsonl");
        try (Recorder recorder = Recorder.open(file)) {
            recorder.record(new Input.Frame(1, 2, "{\"channel\":\r\n\"pong\"}"), true);
            recorder.record(new Input.Frame(3, 2, "Websocket connection established."), false);
            recorder.record(new Input.Frame(4, 2, "\"text\""), true);
            recorder.record(
                    new Input.Answer(
                            5, 0, "{\"type\":\"meta\"}", "{\"universe\":[]}", Source.REST, true),
                    true);
            recorder.record(
                    new Input.Answer(6, 0, "{\"type\":\"meta\"}", "null", Source.REST, true), true);
            recorder.record(
                    new Input.Answer(7, 0, "{\"type\":\"meta\"}", "<html>\n", Source.REST, true),
                    false);

            assertThat(Files.readAllLines(file)).hasSize(6);
        }

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"received_at\":1,\"connection\":2,\"frame\":{\"channel\":  \"pong\"}}",
                        "{\"received_at\":3,\"connection\":2,\"frame\":\"Websocket connection established.\"}",
                        "{\"received_at\":4,\"connection\":2,\"frame\":\"\\\"text\\\"\"}",
                        "{\"received_at\":5,\"request\":{\"type\":\"meta\"},\"response\":{\"universe\":[]}}",
                        "{\"received_at\":6,\"request\":{\"type\":\"meta\"},\"response\":null}",
                        "{\"received_at\":7,\"request\":{\"type\":\"meta\"},\"response\":\"<html>\\n\"}");
    }

    @Test
    void anEarlierRecordingIsContinued() throws IOException {
        Path file = folder.resolve("frames.jsonl");
        for (int i = 0; i < 2; i++) {
            try (Recorder recorder = Recorder.open(file)) {
                recorder.record(new Input.Frame(i, 1, "{}"), true);
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
    }
}

package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RecorderTest {

    @TempDir private Path folder;

    @Test
    void everyInputBecomesOneLine() throws IOException {
        Path file = folder.resolve("frames.jsonl");
        try (Recorder recorder = Recorder.open(file)) {
            recorder.record(new Input.Frame(1, 2, "{\"channel\":\r\n\"pong\"}"), true, 0);
            recorder.record(new Input.Frame(3, 2, "Websocket connection established."), false, 0);
            recorder.record(new Input.Frame(4, 2, "\"text\""), true, 1);
            recorder.record(
                    new Input.Answer(
                            5, 0, "{\"type\":\"meta\"}", "{\"universe\":[]}", Source.REST, true),
                    true,
                    1);
            recorder.record(
                    new Input.Answer(6, 0, "{\"type\":\"meta\"}", "null", Source.REST, true),
                    true,
                    0);
            recorder.record(
                    new Input.Answer(7, 0, "{\"type\":\"meta\"}", "<html>\n", Source.REST, true),
                    false,
                    1);

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
    void whatElseMakesRecordsStandsBetweenTheInputs() throws IOException {
        Path file = folder.resolve("frames.jsonl");
        try (Recorder recorder = Recorder.open(file)) {
            recorder.started(1, new BridgeStart(2, List.of("BTC"), false, "0xdfc2", null, 1_000L));
            recorder.record(new Input.Opened(3, 1), false, 0);
            recorder.record(new Input.Opened(4, 2), false, 30);
            recorder.marked(5, new TradeGap("BTC", 1, 4));
            recorder.told(
                    new CoverageEvent(
                            CoverageKind.GAP_OPENED,
                            "trades:BTC",
                            6,
                            1L,
                            null,
                            "start",
                            0,
                            null,
                            null,
                            null,
                            null,
                            1,
                            null));
        }

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"received_at\":1,\"bridge\":{\"epoch_ms\":2,\"coins\":[\"BTC\"],\"all_coins\":false,\"hlp_vault\":\"0xdfc2\",\"covered_until_ms\":1000}}",
                        "{\"received_at\":4,\"records\":30}",
                        "{\"received_at\":5,\"gap\":{\"coin\":\"BTC\",\"from_ms\":1,\"to_ms\":4}}",
                        "{\"received_at\":6,\"coverage\":{\"kind\":\"gap_opened\",\"stream\":\"trades:BTC\",\"time_ms\":6,\"gap_start_ms\":1,\"reason\":\"start\",\"backfilled\":0,\"revision\":1}}");
    }

    @Test
    void anEarlierRecordingIsContinued() throws IOException {
        Path file = folder.resolve("frames.jsonl");
        for (int i = 0; i < 2; i++) {
            try (Recorder recorder = Recorder.open(file)) {
                recorder.record(new Input.Frame(i, 1, "{}"), true, 0);
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
    }
}

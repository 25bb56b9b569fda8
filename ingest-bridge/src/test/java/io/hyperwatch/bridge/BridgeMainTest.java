package io.hyperwatch.bridge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

class BridgeMainTest {

    @TempDir private Path folder;

    private String errors;

    private int run(Map<String, String> environment, String... args) {
        PrintStream stderr = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            return BridgeMain.execute(
                    args, environment, folder.resolve(".env"), new AtomicReference<>());
        } finally {
            System.setErr(stderr);
            errors = captured.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void anUnknownOptionIsAWrongCallInOneSentence() {
        assertThat(run(Map.of(), "--cions", "BTC")).isEqualTo(2);
        assertThat(errors).startsWith("hyperwatch bridge: Unknown option").hasLineCount(1);
        assertThat(errors).contains("--cions");
    }

    @Test
    void aWrongOptionNamesItself() {
        assertThat(run(Map.of(), "--duration", "soon")).isEqualTo(2);
        assertThat(errors)
                .isEqualToIgnoringNewLines(
                        "hyperwatch bridge: BRIDGE_DURATION (--duration): a whole number expected, got soon");
    }

    @Test
    void aWrongVariableNamesItselfAndOptionsWin() {
        assertThat(run(Map.of("WEBSOCKET_URL", "nowhere"), "--kafka", "x")).isEqualTo(2);
        assertThat(errors).contains("WEBSOCKET_URL (--ws-url)", "KAFKA_BOOTSTRAP_SERVERS");
        assertThat(run(Map.of("WEBSOCKET_URL", "nowhere"), "--testnet", "--kafka", "x"))
                .isEqualTo(2);
        assertThat(errors).doesNotContain("WEBSOCKET_URL");
    }

    @Test
    void theDotEnvFileIsRead() throws IOException {
        Files.writeString(folder.resolve(".env"), "MONITORED_ADDRESSES=0x12\n");

        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(errors).contains("MONITORED_ADDRESSES");
    }

    @Test
    void helpIsNoError() {
        assertThat(run(Map.of(), "--help")).isZero();
    }
}

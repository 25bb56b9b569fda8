package io.hyperwatch.bridge.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsSourcesTest {

    @TempDir private Path folder;

    @Test
    void optionsWinOverEnvironmentOverDotEnv() {
        Map<String, String> merged =
                SettingsSources.merge(
                        Map.of("LOG_LEVEL", "1", "POPULAR_COINS", "1", "WEBSOCKET_URL", "1"),
                        Map.of("POPULAR_COINS", "2", "WEBSOCKET_URL", "2"),
                        Map.of(SettingKey.WEBSOCKET_URL, "3"));

        assertThat(merged)
                .containsOnly(
                        Map.entry("LOG_LEVEL", "1"),
                        Map.entry("POPULAR_COINS", "2"),
                        Map.entry("WEBSOCKET_URL", "3"));
    }

    @Test
    void aPrivateKeyIsNeverKept() throws IOException {
        Path file = folder.resolve(".env");
        Files.writeString(file, "HYPERLIQUID_PRIVATE_KEY=0xsecret\nLOG_LEVEL=DEBUG\n");

        Map<String, String> values = SettingsSources.readDotEnv(file);

        assertThat(values)
                .containsOnly(
                        Map.entry("HYPERLIQUID_PRIVATE_KEY", ""), Map.entry("LOG_LEVEL", "DEBUG"));
        assertThat(
                        SettingsSources.merge(
                                values, Map.of("HYPERLIQUID_PRIVATE_KEY", "0xsecret"), Map.of()))
                .containsOnlyKeys("LOG_LEVEL");
    }

    @Test
    void keysOfOtherSystemsAreNamed() {
        assertThat(
                        SettingsSources.foreignKeys(
                                List.of("REDIS_URL", "MONGODB_DB", "PATH", "POSTGRES_URL")))
                .containsExactly("MONGODB_DB", "REDIS_URL");
    }

    @Test
    void quotesCommentsAndExportAreUnderstood() throws IOException {
        Path file = folder.resolve(".env");
        Files.writeString(
                file,
                """
                # a comment
                export A=1
                B="two # not a comment" # a comment
                C='three'
                D=four # a comment
                E=
                F = six
                #G=seven
                nonsense
                """);

        assertThat(SettingsSources.readDotEnv(file))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "A", "1",
                                "B", "two # not a comment",
                                "C", "three",
                                "D", "four",
                                "E", "",
                                "F", "six"));
    }

    @Test
    void aMissingFileIsNoProblem() throws IOException {
        assertThat(SettingsSources.readDotEnv(folder.resolve(".env"))).isEmpty();
    }
}

package io.hyperwatch.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayCommandTest {

    @TempDir private Path folder;

    private static String refusal(String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode =
                Hyperwatch.commandLine(Shutdown.never())
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().strip().lines()).hasSize(1);
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replay                                           | --from",
                "replay --from a --from-kafka                     | --from",
                "replay --from no-such-file                       | no-such-file cannot be read: there is no such file",
                "replay --from .                                  | is a folder",
                "replay --from-kafka --since yesterday            | --since",
                "replay --from-kafka --parallelism 0              | --parallelism",
                "replay --from-kafka --warm-up-hours -1           | --warm-up-hours",
                "replay --from-kafka --rules no-such-file         | --rules no-such-file cannot be read"
            })
    void aWrongCallNamesTheFault(String call, String fault) {
        assertThat(refusal(call.trim().split(" +"))).contains(fault);
    }

    @Test
    void aBadChangeOfARuleIsNamedByItsLine() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.jsonl"), "\n{\"rule\":\"adl\"}\n");
        Path unknown =
                Files.writeString(
                        folder.resolve("unknown.json"),
                        "[{\"rule\":\"no-such\",\"version\":2,\"effective_from\":0}]");
        Path empty = Files.writeString(folder.resolve("empty"), "");

        assertThat(refusal("replay", "--from", empty.toString(), "--rules", rules.toString()))
                .contains("rules.jsonl:2: version");
        assertThat(refusal("replay", "--from", empty.toString(), "--rules", unknown.toString()))
                .contains("unknown.json:1: there is no rule no-such");
    }
}

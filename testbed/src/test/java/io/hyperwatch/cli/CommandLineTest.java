package io.hyperwatch.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTest {

    @TempDir private Path folder;

    /**
     * @param exitCode of the process
     * @param err what stands on standard error
     */
    private record Outcome(int exitCode, String err) {}

    private static Outcome run(String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode =
                Hyperwatch.commandLine(Shutdown.never())
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Outcome(exitCode, err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --coin BTC                       | --coin",
                "run --postgres-port many             | --postgres-port",
                "run --postgres-port 70000            | port",
                "run --duration 0                     | --duration",
                "run --parallelism 0                  | --parallelism",
                "demo --scenario nothing-like-it      | nothing-like-it",
                "demo --scenario missing.yaml         | missing.yaml",
                "migrate --postgres mysql://x         | --postgres",
                "submit NoSuchJob                     | NoSuchJob",
                "submit --from-savepoint /tmp/x       | --from-savepoint",
                "sql --data-dir nowhere \"SELECT 1\"  | nowhere",
                "bench speed                          | speed",
                "dance                                | dance"
            })
    void aWrongCallIsOneSentenceThatNamesTheFaultAndExitCodeTwo(String call, String fault) {
        Outcome outcome = run(call.trim().split(" +"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(fault);
        assertThat(outcome.err().strip().lines()).hasSize(1);
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : Hyperwatch.commandLine(Shutdown.never()).getSubcommands().keySet()) {
            assertThat(run(command, "--help").exitCode()).as(command).isZero();
        }
    }

    @Test
    void aPasswordInAJobArgumentIsRefusedWithoutPrintingIt() {
        Outcome outcome =
                run("submit", "--postgres", "jdbc:postgresql://db/x?user=me&password=hunter2");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("password").doesNotContain("hunter2");
    }

    @Test
    void aDemoNeverEmptiesAFolderThatIsNotItsOwn() throws Exception {
        Path precious = Files.writeString(folder.resolve("thesis.txt"), "years of work");

        Outcome outcome = run("demo", "--data-dir", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(precious).hasContent("years of work");
    }

    @Test
    void anEnvFileIsReadAndABrokenLineIsNamedButNotPrinted() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve(".env"),
                        "# comment\nexport A=1\nB=\"two words\"\nC=3 # three\n\nD=\n");

        assertThat(Dotenv.read(file))
                .isEqualTo(Map.of("A", "1", "B", "two words", "C", "3", "D", ""));

        Files.writeString(file, "A=1\nwhsec_secret\n");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Dotenv.read(file)))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("whsec");
    }
}

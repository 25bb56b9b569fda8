package io.hyperwatch.cli;

import io.hyperwatch.testbed.cluster.DataDirLock;
import io.hyperwatch.testbed.servers.FreePort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "sql --data-dir nowhere query           | nowhere",
                "rules set cascade --coin BTC --account 0x | mutually exclusive",
                "rules pause                            | RULE",
                "rules set flash-loan --account 0x12     | --account",
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
    void anEnvFileIsReadWithoutCommentsAndOtherSystemsSecrets() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve(".env"),
                        "# comment\nexport A=1\nB=\"two words\" # note\nC=3 # three\nD=  # none\n"
                                + "HYPERLIQUID_PRIVATE_KEY=0xdead\n");

        assertThat(Dotenv.environment(file))
                .containsEntry("A", "1")
                .containsEntry("B", "two words")
                .containsEntry("C", "3")
                .containsEntry("D", "")
                .doesNotContainKey("HYPERLIQUID_PRIVATE_KEY");
    }

    @Test
    void wrongSettingsAreFoundBeforeAnyPartStarts() {
        assertThatThrownBy(
                        () -> SettingsCheck.check(Map.of("ALERT_MIN_SEVERITY", "loud"), Map.of()))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining("ALERT_MIN_SEVERITY");
        assertThatThrownBy(
                        () -> SettingsCheck.check(Map.of("TRADE_MIN_VALUE_USD", "abc"), Map.of()))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining("TRADE_MIN_VALUE_USD");
        assertThatThrownBy(() -> SettingsCheck.check(Map.of(), Map.of("HLP_VAULT_ADDRESS", "xyz")))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining("--hlp-vault");
    }

    @Test
    void aTakenPortIsAWrongCallThatNamesItsOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome =
                    run(
                            "run",
                            "--data-dir",
                            folder.resolve("data").toString(),
                            "--postgres-port",
                            Integer.toString(FreePort.find()),
                            "--kafka-port",
                            Integer.toString(taken.getLocalPort()));

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("--kafka-port").contains("in use");
        }
    }

    @Test
    void aDataFolderInUseIsAWrongCall() throws Exception {
        Path data = folder.resolve("data");
        try (DataDirLock lock = DataDirLock.acquire(data)) {
            Outcome outcome = run("run", "--data-dir", data.toString());

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("--data-dir").contains("in use");
        }
    }
}

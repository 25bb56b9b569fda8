package io.hyperwatch.replay;

import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RulesFileTest {

    private static final String ONE =
            "{\"rule\":\"flash-loan\",\"scope\":\"*\",\"version\":2,\"parameters\":{\"min_count\":3},\"state\":\"shadow\",\"effective_from\":\"2025-10-10T21:15:00Z\",\"changed_by\":\"me\"}";

    @TempDir private Path folder;

    private List<RuleChange> read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("rules"), text);
        return RulesFile.read(
                file,
                change -> {
                    if (change.rule().equals("none")) {
                        throw new IllegalArgumentException("there is no rule none");
                    }
                });
    }

    @Test
    void linesAndAnArraySayTheSame() throws IOException {
        RuleChange change =
                new RuleChange(
                        "flash-loan",
                        "*",
                        2,
                        "{\"min_count\":3}",
                        RuleState.SHADOW,
                        1_760_130_900_000L,
                        "me");

        assertThat(read(ONE + "\n\n" + ONE + "\n")).containsExactly(change, change);
        assertThat(read("[" + ONE + ",\n" + ONE + "]")).containsExactly(change, change);
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'rule':'none','version':1,'effective_from':5} | there is no rule none",
                "{'rule':'x','version':0,'effective_from':5}    | version",
                "{'rule':'x','version':1}                       | effective_from",
                "{'rule':                                       | not JSON",
                "5                                              | rule is missing"
            })
    void aBadChangeIsRefusedByFileLineAndReason(String bad, String reason) {
        assertThatThrownBy(() -> read(ONE + "\n" + bad.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules:2: ")
                .hasMessageContaining(reason);
    }
}

package io.hyperwatch.rules;

import io.hyperwatch.json.MalformedEventException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RuleChangeJsonTest {

    private static final RuleChange CHANGE =
            new RuleChange(
                    "cascade",
                    "coin:BTC",
                    3,
                    "{\"threshold_usd\":\"200000\"}",
                    RuleState.SHADOW,
                    1_760_130_903_127L,
                    "ana");

    @Test
    void isWrittenWithTheNamesOfTheTable() throws Exception {
        String json = new String(RuleChangeJson.encode(CHANGE), StandardCharsets.UTF_8);
        assertThat(json)
                .isEqualTo(
                        "{\"changed_by\":\"ana\",\"effective_from\":\"2025-10-10T21:15:03.127Z\",\"parameters\":{\"threshold_usd\":\"200000\"},\"rule\":\"cascade\",\"scope\":\"coin:BTC\",\"state\":\"shadow\",\"version\":3}");
        assertThat(read(json)).isEqualTo(CHANGE);
        assertThat(CHANGE.key()).isEqualTo("cascade/coin:BTC/3");
    }

    @Test
    void whatIsLeftOutIsForAllCoinsAndActive() throws Exception {
        assertThat(
                        read(
                                "{\"rule\":\"adl\",\"version\":2,\"effective_from\":1760130903127,\"new\":1}"))
                .isEqualTo(
                        new RuleChange(
                                "adl", "*", 2, "{}", RuleState.ACTIVE, 1_760_130_903_127L, ""));
        assertThat(
                        read("{\"rule\":\"adl\",\"version\":2,\"effective_from\":\"2025-10-10T23:15:03.127+02:00\"}")
                                .effectiveFromMs())
                .isEqualTo(1_760_130_903_127L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "{}; rule is missing",
                "[]; rule is missing",
                "{\"rule\":\"adl\",\"version\":0,\"effective_from\":1}; version must be",
                "{\"rule\":\"adl\",\"version\":\"2\",\"effective_from\":1}; version must be",
                "{\"rule\":\"adl\",\"version\":2}; effective_from is missing",
                "{\"rule\":\"adl\",\"version\":2,\"effective_from\":\"soon\"}; effective_from must be",
                "{\"rule\":\"adl\",\"version\":2,\"effective_from\":-1}; effective_from must be",
                "{\"rule\":\"adl\",\"version\":2,\"effective_from\":1,\"scope\":\"BTC\"}; scope must be",
                "{\"rule\":\"adl\",\"version\":2,\"effective_from\":1,\"scope\":\"account:0xAB\"}; scope must be",
                "{\"rule\":\"adl\",\"version\":2,\"effective_from\":1,\"state\":\"off\"}; state must be",
                "{\"rule\":\"adl\",\"version\":2,\"effective_from\":1,\"parameters\":[1]}; parameters must be",
            })
    void refusesWhatItCannotMean(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(reason);
    }

    private static RuleChange read(String json) throws MalformedEventException {
        return RuleChangeJson.decode(json.getBytes(StandardCharsets.UTF_8));
    }
}

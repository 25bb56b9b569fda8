package io.hyperwatch.patterns.cascade;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CascadeParametersTest {

    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertThat(CascadeRule.DEFINITION.json(CascadeParameters.DEFAULTS))
                .isEqualTo(
                        "{\"critical_score\":\"70\",\"high_score\":\"50\",\"min_grade\":\"confirmed_fill\",\"min_liquidations\":5,\"threshold_usd\":\"100000\",\"wave_gap_ms\":15000,\"wave_points\":10,\"window_ms\":300000}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"window_ms\":0}|window_ms must be from 1 to 900000, not 0",
                "{\"window_ms\":900001}|window_ms must be from 1 to 900000, not 900001",
                "{\"min_liquidations\":0}|min_liquidations must be from 1 to 1000000, not 0",
                "{\"threshold_usd\":0}|threshold_usd must be a decimal above 0",
                "{\"high_score\":-1}|high_score must be a decimal of 0 or more",
                "{\"critical_score\":49.9}|critical_score must not be below high_score",
                "{\"min_grade\":\"unknown\"}|min_grade must be inferred_burst",
                "{\"wave_gap_ms\":999}|wave_gap_ms must be from 1000 to 900000, not 999",
                "{\"wave_points\":101}|wave_points must be from 0 to 100, not 101"
            })
    void refusesWhatMakesNoSenseAndNamesIt(String parameters, String reason) {
        assertThatThrownBy(() -> CascadeRule.DEFINITION.parse(List.of(parameters)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}

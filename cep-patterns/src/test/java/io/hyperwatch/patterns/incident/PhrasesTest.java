package io.hyperwatch.patterns.incident;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;

import static org.assertj.core.api.Assertions.assertThat;

class PhrasesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "40, 40 ms",
        "99, 99 ms",
        "100, 0.1 s",
        "999, 0.9 s",
        "10000, 10 s",
        "59999, 59.9 s",
        "60000, 1 min",
        "200000, 3 min 20 s",
        "3600000, 1 h",
        "7500000, 2 h 5 min"
    })
    void durationsHaveNoEmptyParts(long ms, String said) {
        assertThat(Phrases.duration(ms)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0 USD",
                "999.999; 1,000.00 USD",
                "1234567.5; 1,234,568 USD",
                "-1500; -1,500 USD"
            })
    void usd(BigDecimal value, String said) {
        assertThat(Phrases.usd(value)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"160234.5000; 160,234.5", "0.000; 0", "1E+6; 1,000,000", "-12; -12"})
    void numbers(BigDecimal value, String said) {
        assertThat(Phrases.number(value)).isEqualTo(said);
    }

    @Test
    void oneIsNoPlural() {
        assertThat(Phrases.count(1, "fill")).isEqualTo("1 fill");
        assertThat(Phrases.count(0, "fill")).isEqualTo("0 fills");
        assertThat(Phrases.count(11_279, "fill")).isEqualTo("11,279 fills");
    }

    @ParameterizedTest
    @CsvSource({
        "1.238765, 1.24 %",
        "0.5, 0.50 %",
        "0.500100, 0.5001 %",
        "0.4999999, 0.500000 %",
        "-0.500100, -0.5001 %",
        "0.000012, 0.00001 %",
        "0, 0 %"
    })
    void aPercentageDoesNotReadAsAThresholdThatItIsNot(BigDecimal percent, String said) {
        assertThat(Phrases.percent(percent, new BigDecimal("0.5"))).isEqualTo(said);
    }

    @Test
    void scoresHaveOneDigit() {
        assertThat(Phrases.score(new BigDecimal("62.512345"))).isEqualTo("62.5");
        assertThat(Phrases.score(new BigDecimal("69.999900"), new BigDecimal("70")))
                .isEqualTo("69.9999");
    }

    @Test
    void timesAreInUtc() {
        assertThat(Phrases.time(1_760_130_903_127L)).isEqualTo("2025-10-10 21:15:03 UTC");
    }
}

package io.hyperwatch.jobs;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobSettingsTest {

    private static final String[] NO_OPTIONS = {};

    @Test
    void withoutOptionsAndVariablesEveryDefaultHolds() {
        assertThat(JobSettings.load(NO_OPTIONS, Map.of()))
                .isEqualTo(
                        new JobSettings(
                                "localhost:29092",
                                "jdbc:postgresql://localhost:54329/hyperwatch",
                                "hyperwatch",
                                1,
                                "hashmap",
                                null,
                                30_000,
                                new BigDecimal("1000"),
                                "",
                                ""));
    }

    @Test
    void everyOptionReachesItsSetting() {
        String[] options = {
            "--kafka", "kafka:9092",
            "--postgres-url", "jdbc:postgresql://db/x",
            "--postgres-user", "someone",
            "--parallelism", "4",
            "--state-backend", "rocksdb",
            "--checkpoint-dir", "file:///checkpoints",
            "--checkpoint-interval-ms", "1000",
            "--trade-min-value-usd", "0",
            "--alert-min-severity", "warning",
            "--alert-webhook-allow-private", "true"
        };

        assertThat(JobSettings.load(options, Map.of()))
                .isEqualTo(
                        new JobSettings(
                                "kafka:9092",
                                "jdbc:postgresql://db/x",
                                "someone",
                                4,
                                "rocksdb",
                                "file:///checkpoints",
                                1_000,
                                BigDecimal.ZERO,
                                "warning",
                                "true"));
    }

    @Test
    void anOptionWinsOverItsVariable() {
        Map<String, String> environment =
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "from-env:1", "TRADE_MIN_VALUE_USD", "5");

        JobSettings settings =
                JobSettings.load(new String[] {"--kafka", "from-option:1"}, environment);

        assertThat(settings.kafka()).isEqualTo("from-option:1");
        assertThat(settings.tradeMinValueUsd()).isEqualTo("5");
    }

    @Test
    void allProblemsAreReportedTogether() {
        String[] options = {"--parallelism", "many", "--state-backend", "memory", "--kafak", "x:1"};

        assertThatThrownBy(() -> JobSettings.load(options, Map.of("TRADE_MIN_VALUE_USD", "-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--kafak")
                .hasMessageContaining("--parallelism must be a number from 1 to 128")
                .hasMessageContaining("--state-backend must be one of [hashmap, rocksdb]")
                .hasMessageContaining("TRADE_MIN_VALUE_USD");
    }

    @Test
    void aPasswordInTheUrlIsRefusedWithoutPrintingIt() {
        Map<String, String> environment =
                Map.of("POSTGRES_URL", "jdbc:postgresql://db/x?user=me&password=hunter2");

        assertThatThrownBy(() -> JobSettings.load(NO_OPTIONS, environment))
                .hasMessageContaining("POSTGRES_PASSWORD")
                .hasMessageNotContaining("hunter2");
    }
}

package io.hyperwatch.sinks.webhook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookAnswersTest {

    private static final long NOW = Instant.parse("2025-10-10T21:15:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "120, 120000",
        "3601, 3600000",
        "99999999999999999, 3600000",
        "'Fri, 10 Oct 2025 21:15:30 GMT', 30000",
        "'Fri, 10 Oct 2025 21:14:00 GMT', 0",
        "'Sat, 11 Oct 2025 21:15:00 GMT', 3600000"
    })
    void retryAfterIsSecondsOrADateAndAtMostAnHour(String header, long millis) {
        assertThat(WebhookAnswers.retryAfterMs(header, NOW)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5"})
    void nonsenseIsIgnored(String header) {
        assertThat(WebhookAnswers.retryAfterMs(header, NOW)).isNull();
    }

    @Test
    void absentIsNull() {
        assertThat(WebhookAnswers.retryAfterMs(null, NOW)).isNull();
    }
}

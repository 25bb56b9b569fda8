package io.hyperwatch.sinks.postgres;

import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresSettingsTest {

    private static final String SECRET = "correct-horse-battery";

    @Test
    void thePasswordIsReadWhereTheConnectionIsMadeAndNeverTravels() throws Exception {
        String variable = "TEST_POSTGRES_PASSWORD";
        System.setProperty(variable, SECRET);
        try {
            PostgresSettings defaults = TestPostgres.settings();
            PostgresSettings settings =
                    new PostgresSettings(
                            defaults.url(), "postgres", variable, 10_000, 30_000, 20_000, 300_000);
            byte[] travelling =
                    InstantiationUtil.serializeObject(
                            new PostgresSinks(settings, CollectedLetters::new).alerts());
            assertThat(new String(travelling, StandardCharsets.ISO_8859_1))
                    .contains(variable)
                    .doesNotContain(SECRET);
            assertThat(settings.toString()).doesNotContain(SECRET);
            try (Connection connection = settings.connect()) {
                assertThat(connection.isValid(5)).isTrue();
            }
        } finally {
            System.clearProperty(variable);
        }
    }

    @Test
    void aPasswordInTheUrlIsMasked() {
        assertThat(
                        PostgresSettings.of(
                                "jdbc:postgresql://db:5432/x?user=u&password=" + SECRET + "&ssl=on",
                                null))
                .asString()
                .contains("password=***&ssl=on")
                .doesNotContain(SECRET);
        assertThat(PostgresSettings.masked("jdbc:postgresql://u:" + SECRET + "@db/x"))
                .isEqualTo("jdbc:postgresql://***db/x");
    }

    @Test
    void aConnectionHasItsTimeoutsAndItsName() throws Exception {
        assertThat(TestPostgres.query("show statement_timeout").get(0))
                .containsEntry("statement_timeout", "20s");
        assertThat(TestPostgres.query("show application_name").get(0))
                .containsEntry("application_name", "hyperwatch");
    }

    @Test
    void aSinkTravelsInAJobGraph() throws Exception {
        PostgresSinks sinks = new PostgresSinks(TestPostgres.settings(), CollectedLetters::new);
        for (Object sink :
                new Object[] {
                    sinks.alerts(),
                    sinks.incidents(),
                    sinks.candles(),
                    sinks.trades(),
                    sinks.liquidations(),
                    sinks.deliveries(),
                    sinks.deadLetterTable()
                }) {
            byte[] bytes = InstantiationUtil.serializeObject(sink);
            Object copy = InstantiationUtil.deserializeObject(bytes, getClass().getClassLoader());
            assertThat(copy).isInstanceOf(PostgresSink.class);
        }
    }
}

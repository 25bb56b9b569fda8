package io.hyperwatch.json;

import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Trade;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Golden files are what other programs rely on: a field is added, never renamed. {@code
 * -Dgolden.write=true} writes those of new events.
 */
class EventCodecTest {

    @TestFactory
    Stream<DynamicTest> everyEventIsWrittenAsItsGoldenFileSaysAndReadBackEqual() {
        return Samples.all().entrySet().stream()
                .map(
                        sample ->
                                DynamicTest.dynamicTest(
                                        sample.getKey(),
                                        () -> roundTrip(sample.getKey(), sample.getValue())));
    }

    private static void roundTrip(String name, Object event) throws Exception {
        byte[] json = EventCodec.encode(event);
        if (Boolean.getBoolean("golden.write")) {
            Path file = Path.of("src/test/resources/golden", name + ".v1.json");
            Files.writeString(file, new String(json, StandardCharsets.UTF_8) + "\n");
        }

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo(golden(name));
        assertThat((Object) EventCodec.decode(json, event.getClass())).isEqualTo(event);
    }

    private static String golden(String name) throws Exception {
        try (InputStream in =
                EventCodecTest.class.getResourceAsStream("/golden/" + name + ".v1.json")) {
            assertThat(in).as("golden file of " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }

    @Test
    void fieldsAndEnumValuesOfALaterVersionDoNotStopAnOlderReader() throws Exception {
        String json =
                """
                {"incident_id":"x","rule":"r","subject":"s","state":"merged","severity":"apocalyptic",
                 "opened_at_ms":1,"updated_at_ms":2,"event_count":1,"revision":1,"new_field":{"a":[1]}}
                """;

        Incident incident =
                EventCodec.decode(json.getBytes(StandardCharsets.UTF_8), Incident.class);

        assertThat(incident.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(incident.incidentId()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}x",
                "{\"price\":66373.0}",
                "{\"price\":\"NaN\"}",
                "{\"price\":\"1e5\"}",
                "{\"price\":\"\"}",
                "{\"price\":{}}",
                "{\"time_ms\":null}"
            })
    void whatIsNotAnEventIsRefusedWithAReason(String json) {
        assertThatThrownBy(
                        () -> EventCodec.decode(json.getBytes(StandardCharsets.UTF_8), Trade.class))
                .isInstanceOf(MalformedEventException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aDecimalKeepsEveryDigitAndItsTrailingZeros() throws Exception {
        assertThat(EventCodec.decimal("66373.0")).isEqualTo(new BigDecimal("66373.0"));
        assertThat(EventCodec.decimal("-0.000000000000000001").toPlainString())
                .isEqualTo("-0.000000000000000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NaN",
                "Infinity",
                "1e999",
                "1E-30",
                "-",
                ".5",
                "5.",
                "1.2.3",
                "--1",
                "+1",
                " 1",
                "0x10",
                "1,5",
                "١"
            })
    void whatIsNotAPlainDecimalIsRefused(String text) {
        assertThatThrownBy(() -> EventCodec.decimal(text))
                .isInstanceOf(MalformedEventException.class);
    }

    @Test
    void aDecimalOfHundredsOfDigitsIsRefusedBeforeItIsParsed() {
        assertThatThrownBy(() -> EventCodec.decimal("9".repeat(400)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("400 characters");
    }
}

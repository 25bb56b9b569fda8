package io.hyperwatch.alerts;

import io.hyperwatch.json.MalformedEventException;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlertJsonTest {

    private static final Alert ALERT =
            new Alert(
                    "a".repeat(32),
                    "b".repeat(32),
                    AlertKind.ESCALATE,
                    "oracle-deviation",
                    1,
                    Severity.CRITICAL,
                    "coin:BTC",
                    "BTC",
                    null,
                    "BTC is 1.2 % off its oracle price",
                    "Mid 101.2, oracle 100.",
                    new BigDecimal("1200.500"),
                    1_760_130_903_127L,
                    1_760_130_903_000L,
                    1_760_130_903_999L,
                    false,
                    "{\"threshold_pct\":\"0.500000\",\"deviation_pct\":\"1.200000\"}",
                    "{\"count\":1}",
                    null,
                    false);

    @Test
    void theCanonicalFormHasSortedKeysPlainDecimalsAndNothingThatDiffersBetweenRuns() {
        assertThat(AlertJson.canonical(ALERT))
                .isEqualTo(
                        "{\"alert_id\":\""
                                + "a".repeat(32)
                                + "\",\"coin\":\"BTC\",\"details\":{\"deviation_pct\":\"1.200000\",\"threshold_pct\":\"0.500000\"},"
                                + "\"event_time\":\"2025-10-10T21:15:03.127Z\",\"evidence\":{\"count\":1},"
                                + "\"first_event_time\":\"2025-10-10T21:15:03.000Z\",\"incident_id\":\""
                                + "b".repeat(32)
                                + "\",\"kind\":\"escalate\",\"late\":false,\"message\":\"Mid 101.2, oracle 100.\","
                                + "\"rule\":\"oracle-deviation\",\"rule_version\":1,\"severity\":\"critical\","
                                + "\"subject\":\"coin:BTC\",\"title\":\"BTC is 1.2 % off its oracle price\","
                                + "\"user_address\":null,\"value_usd\":\"1200.5\"}");
    }

    @Test
    void whatIsWrittenToKafkaReadsBackAsTheSameAlert() throws Exception {
        Alert read = AlertJson.decode(AlertJson.encode(ALERT));

        assertThat(AlertJson.encode(read)).isEqualTo(AlertJson.encode(ALERT));
        assertThat(read.detectedAtMs()).isEqualTo(ALERT.detectedAtMs());
        assertThat(read.kind()).isEqualTo(AlertKind.ESCALATE);
    }

    @Test
    void aRecordThatIsNoAlertIsRefusedWithTheMissingField() {
        assertThatThrownBy(
                        () ->
                                AlertJson.decode(
                                        "{\"alert_id\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("incident_id");
    }

    @Test
    void theIdFollowsFromContentAlone() {
        String id =
                AlertId.of(
                        "flash-loan",
                        1,
                        "venue",
                        AlertKind.OPEN,
                        Severity.CRITICAL,
                        "BTC|1760130903127|42");

        // printf '["flash-loan",1,"venue","open","critical","BTC|1760130903127|42"]' | sha256sum
        assertThat(id).isEqualTo("c2d07b9524db0e74467a3525643d7ef2");
    }
}

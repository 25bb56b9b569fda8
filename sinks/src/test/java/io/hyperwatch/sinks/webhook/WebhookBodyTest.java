package io.hyperwatch.sinks.webhook;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.sinks.delivery.SampleAlerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookBodyTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void theBodyWrapsTheCanonicalAlert() {
        Alert alert = SampleAlerts.alert("a1");
        assertThat(WebhookBody.of(alert))
                .isEqualTo(
                        "{\"data\":"
                                + AlertJson.canonical(alert)
                                + ",\"timestamp\":\"2025-10-10T21:15:03.127Z\""
                                + ",\"type\":\"hyperwatch.alert.open\"}")
                .doesNotContain("detected_at")
                .doesNotContain("coverage");
    }

    @Test
    void theTypeFollowsTheKind() throws Exception {
        for (AlertKind kind : new AlertKind[] {AlertKind.ESCALATE, AlertKind.RESOLVE}) {
            assertThat(read(SampleAlerts.alert("a", kind, Severity.HIGH)).get("type").asText())
                    .isEqualTo("hyperwatch.alert." + kind.wireName());
        }
    }

    @Test
    void evidenceIsShortenedFromTheMiddleAndSaysSo() throws Exception {
        String evidence =
                "{\"count\":500,\"first\":[%s],\"last\":[%s],\"total_usd\":\"1\"}"
                        .formatted(events(0, 20), events(480, 500));
        JsonNode body =
                read(
                        SampleAlerts.alert(
                                "a", AlertKind.OPEN, Severity.CRITICAL, "{\"k\":\"v\"}", evidence));
        JsonNode shortened = body.at("/data/evidence");
        int first = shortened.get("first").size();
        int last = shortened.get("last").size();
        assertThat(first).isEqualTo(last).isBetween(5, 19);
        assertThat(shortened.get("first").get(0).get("n").asInt()).isZero();
        assertThat(shortened.get("last").get(last - 1).get("n").asInt()).isEqualTo(499);
        assertThat(shortened.get("count").asInt()).isEqualTo(500);
        assertThat(shortened.get("shortened").asText())
                .isEqualTo(
                        "%d of 40 events left out, all in table alerts"
                                .formatted(40 - first - last));
        assertThat(body.at("/data/details/k").asText()).isEqualTo("v");
    }

    @Test
    void oneListOfEventsKeepsBothEnds() throws Exception {
        JsonNode shortened =
                read(SampleAlerts.alert(
                                "a",
                                AlertKind.OPEN,
                                Severity.CRITICAL,
                                "{}",
                                "{\"events\":[" + events(0, 100) + "]}"))
                        .at("/data/evidence/events");
        assertThat(shortened.get(0).get("n").asInt()).isZero();
        assertThat(shortened.get(shortened.size() - 1).get("n").asInt()).isEqualTo(99);
    }

    @Test
    void evenMonstersStayBelowTheLimit() throws Exception {
        String text = "\"" + "€".repeat(30_000) + "\"";
        Alert monster =
                SampleAlerts.alert(
                        "a", AlertKind.OPEN, Severity.CRITICAL, "{\"d\":" + text + "}", text);
        JsonNode body = read(monster);
        assertThat(body.at("/data/evidence/shortened").asText()).contains("whole in table alerts");
        assertThat(body.at("/data/details/shortened").asText()).contains("whole in table alerts");
        assertThat(body.at("/data/alert_id").asText()).isEqualTo("a");
    }

    private static JsonNode read(Alert alert) throws Exception {
        String body = WebhookBody.of(alert);
        assertThat(body.getBytes(StandardCharsets.UTF_8).length).isLessThan(20_000);
        return MAPPER.readTree(body);
    }

    private static String events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> "{\"n\":%d,\"text\":\"%s\"}".formatted(n, "x".repeat(600)))
                .collect(Collectors.joining(","));
    }
}

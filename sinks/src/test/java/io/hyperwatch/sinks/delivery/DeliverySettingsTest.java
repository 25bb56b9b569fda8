package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.sinks.webhook.WebhookChannel;

import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeliverySettingsTest {

    @Test
    void defaultsAreHighAndPublicOnly() {
        DeliverySettings settings = DeliverySettings.read(Map.of());
        assertThat(settings.minSeverity()).isEqualTo(Severity.HIGH);
        assertThat(settings.allowPrivateAddresses()).isFalse();
        assertThat(settings.webhookUrlsVariable()).isEqualTo("ALERT_WEBHOOK_URLS");
        assertThat(settings.webhookSecretVariable()).isEqualTo("ALERT_WEBHOOK_SECRET");
    }

    @Test
    void bothVariablesAreRead() {
        DeliverySettings settings =
                DeliverySettings.read(
                        Map.of(
                                "ALERT_MIN_SEVERITY",
                                " Warning",
                                "ALERT_WEBHOOK_ALLOW_PRIVATE",
                                "TRUE"));
        assertThat(settings.minSeverity()).isEqualTo(Severity.WARNING);
        assertThat(settings.allowPrivateAddresses()).isTrue();
    }

    @Test
    void aWrongValueIsNamed() {
        assertThatThrownBy(() -> DeliverySettings.read(Map.of("ALERT_MIN_SEVERITY", "loud")))
                .hasMessage("ALERT_MIN_SEVERITY must be info, warning, high or critical, not loud");
        assertThatThrownBy(
                        () -> DeliverySettings.read(Map.of("ALERT_WEBHOOK_ALLOW_PRIVATE", "yes")))
                .hasMessage("ALERT_WEBHOOK_ALLOW_PRIVATE must be true or false, not yes");
    }

    @Test
    void whatTravelsInAJobGraphHoldsNoSecret() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String url = "https://hooks.example.com/T000/very-secret-path";
        System.setProperty("TRAVEL_URLS", url);
        System.setProperty("TRAVEL_SECRET", secret);
        try {
            DeliverySettings settings =
                    new DeliverySettings(
                            Severity.HIGH,
                            "TRAVEL_URLS",
                            "TRAVEL_SECRET",
                            false,
                            RetrySchedule.STANDARD);
            WebhookChannel channel = new WebhookChannel(settings);
            assertThat(channel.endpoints()).containsExactly("webhook-1");
            List<AlertChannel> channels = List.of(channel);
            for (Object travelling :
                    List.of(
                            settings,
                            channel,
                            new DeliveryPlanner(settings, channels),
                            new AlertSender(settings.schedule(), channels, Clock.systemUTC()))) {
                byte[] bytes = InstantiationUtil.serializeObject(travelling);
                for (String seen :
                        List.of(
                                new String(bytes, StandardCharsets.ISO_8859_1),
                                travelling.toString())) {
                    assertThat(seen)
                            .doesNotContain(secret)
                            .doesNotContain("MfKQ9r8G")
                            .doesNotContain("very-secret-path")
                            .doesNotContain("hooks.example.com");
                }
            }
        } finally {
            System.clearProperty("TRAVEL_URLS");
            System.clearProperty("TRAVEL_SECRET");
        }
    }
}

package io.hyperwatch.sinks.webhook;

import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebhookEndpointTest {

    private static final String URLS = "ENDPOINT_TEST_URLS";
    private static final String SECRET = "ENDPOINT_TEST_SECRET";
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    @AfterEach
    void clear() {
        System.clearProperty(URLS);
        System.clearProperty(SECRET);
    }

    @Test
    void noUrlsMeansNoEndpoints() {
        assertThat(WebhookEndpoint.resolve(URLS, SECRET, false)).isEmpty();
    }

    @Test
    void endpointsAreNumberedInTheOrderOfTheList() {
        assertThat(resolve("https://a.example/x, https://b.example/y", OLD))
                .extracting(WebhookEndpoint::name)
                .containsExactly("webhook-1", "webhook-2");
    }

    @Test
    void secretsStandBesideTheirUrlsOrOneServesAll() throws Exception {
        List<WebhookEndpoint> two =
                resolve("https://a.example, https://b.example", OLD + "," + NEW);
        assertThat(two.get(0).sign("id", 1, "{}")).isEqualTo(new Webhook(OLD).sign("id", 1, "{}"));
        assertThat(two.get(1).sign("id", 1, "{}")).isEqualTo(new Webhook(NEW).sign("id", 1, "{}"));
        List<WebhookEndpoint> shared = resolve("https://a.example, https://b.example", OLD);
        assertThat(shared.get(1).sign("id", 1, "{}"))
                .isEqualTo(new Webhook(OLD).sign("id", 1, "{}"));
    }

    @Test
    void rotatingSecretsSignSideBySide() throws Exception {
        assertThat(resolve("https://a.example", OLD + "|" + NEW).get(0).sign("id", 1, "{}"))
                .isEqualTo(
                        new Webhook(OLD).sign("id", 1, "{}")
                                + " "
                                + new Webhook(NEW).sign("id", 1, "{}"));
    }

    @Test
    void theSignatureIsThatOfTheSpecification() {
        assertThat(
                        resolve("https://a.example", OLD)
                                .get(0)
                                .sign(
                                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                        1614265330,
                                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com",
                "https://user:hush@hooks.example.com",
                "https://127.0.0.1/x",
                "https://10.1.2.3/x",
                "https://[::1]/x",
                "https://[::ffff:10.0.0.1]/x",
                "https://169.254.169.254/latest",
                "ftp://hooks.example.com",
                "not a url"
            })
    void aUrlThatIsNotAPublicHttpsUrlIsRefusedWithoutQuotingIt(String url) {
        assertThatThrownBy(() -> resolve(url, OLD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Entry 1 of " + URLS)
                .hasMessageNotContaining("hooks.example.com")
                .hasMessageNotContaining("hush");
    }

    @Test
    void privateAddressesMayBeAllowed() {
        System.setProperty(URLS, "http://localhost:8080/x,https://10.0.0.1");
        System.setProperty(SECRET, OLD);
        assertThat(WebhookEndpoint.resolve(URLS, SECRET, true)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_???", "not base64 at all", "whsec_"})
    void aSecretThatCannotSignIsRefusedWithoutQuotingIt(String secret) {
        assertThatThrownBy(() -> resolve("https://a.example", secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Entry 1 of "
                                + SECRET
                                + " is not a signing secret: whsec_ and base64 are expected.")
                .hasNoCause();
    }

    @Test
    void aMissingOrMiscountedSecretIsNamed() {
        assertThatThrownBy(() -> resolve("https://a.example", ""))
                .hasMessageStartingWith(SECRET + " must hold one secret");
        assertThatThrownBy(() -> resolve("https://a.example", OLD + "," + NEW))
                .hasMessageContaining("each of the 1 entries of " + URLS + ", not 2");
    }

    @Test
    void anEndpointShowsItsNameOnly() {
        assertThat(resolve("https://a.example/secret", OLD).get(0)).hasToString("webhook-1");
    }

    private static List<WebhookEndpoint> resolve(String urls, String secrets) {
        System.setProperty(URLS, urls);
        System.setProperty(SECRET, secrets);
        return WebhookEndpoint.resolve(URLS, SECRET, false);
    }
}

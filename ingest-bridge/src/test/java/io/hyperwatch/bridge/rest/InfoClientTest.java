package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.testing.SmallExchange;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfoClientTest {

    private static final String META = "{\"universe\":[]}";

    private SmallExchange exchange;
    private InfoClient client;

    @BeforeEach
    void open() throws Exception {
        exchange = new SmallExchange();
        exchange.answerTo("meta", META);
        client =
                new InfoClient(
                        URI.create(exchange.apiUrl() + "/info"),
                        new SimpleMeterRegistry(),
                        Duration.ofMillis(1));
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        exchange.close();
    }

    @Test
    void aRequestIsPostedAsJson() throws Exception {
        assertThat(client.post(InfoRequest.meta(null))).isEqualTo(META);
        assertThat(client.post(InfoRequest.meta("xyz"))).isEqualTo(META);
        assertThat(exchange.asked())
                .containsExactly("{\"type\":\"meta\"}", "{\"type\":\"meta\",\"dex\":\"xyz\"}");
    }

    @Test
    void tooManyRequestsAndServerErrorsAreTriedAgain() throws Exception {
        exchange.failNext(1, 429);
        assertThat(client.post(InfoRequest.meta(null))).isEqualTo(META);
        exchange.failNext(2, 502);
        assertThat(client.post(InfoRequest.meta(null))).isEqualTo(META);
        assertThat(exchange.asked()).hasSize(5);
    }

    @Test
    void theNumberOfAttemptsIsBounded() {
        exchange.failNext(100, 500);

        assertThatThrownBy(() -> client.post(InfoRequest.meta(null)))
                .isInstanceOf(InfoException.class)
                .hasMessage("meta: status 500");
        assertThat(exchange.asked()).hasSize(4);
    }

    @Test
    void whatIsOurFaultIsNeverTriedAgain() {
        assertThatThrownBy(() -> client.post(InfoRequest.spotMeta()))
                .isInstanceOfSatisfying(
                        InfoException.class, e -> assertThat(e.status()).isEqualTo(422));
        assertThat(exchange.asked()).hasSize(1);
    }

    @Test
    void aHostThatIsNotThereIsAnIoException() throws Exception {
        exchange.close();

        assertThatThrownBy(() -> client.post(InfoRequest.meta(null)))
                .isInstanceOf(IOException.class);
    }
}

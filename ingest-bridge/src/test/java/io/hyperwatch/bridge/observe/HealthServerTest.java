package io.hyperwatch.bridge.observe;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HealthServerTest {

    private static HttpResponse<String> call(int port, String method, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void eachPathHasItsPage() throws Exception {
        try (HealthServer server =
                new HealthServer(
                        0,
                        () -> new HealthServer.Page(503, "application/json", "{}"),
                        () -> new HealthServer.Page(200, "text/plain; version=0.0.4", "up 1"))) {
            HttpResponse<String> health = call(server.port(), "GET", "/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).isEqualTo("{}");
            assertThat(health.headers().firstValue("Content-Type"))
                    .contains("application/json; charset=utf-8");
            assertThat(call(server.port(), "GET", "/metrics").body()).isEqualTo("up 1");
            assertThat(call(server.port(), "HEAD", "/metrics").body()).isEmpty();
            assertThat(call(server.port(), "GET", "/elsewhere").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPageThatFailsIsAnAnswerToo() throws Exception {
        try (HealthServer server =
                new HealthServer(
                        0,
                        () -> {
                            throw new IllegalStateException("no figures");
                        },
                        () -> new HealthServer.Page(200, "text/plain", ""))) {
            HttpResponse<String> health = call(server.port(), "GET", "/health");
            assertThat(health.statusCode()).isEqualTo(500);
            assertThat(health.body()).contains("no figures");
        }
    }

    @Test
    void aPortInUseIsSaid() throws Exception {
        HealthServer.Page page = new HealthServer.Page(200, "text/plain", "");
        try (HealthServer server = new HealthServer(0, () -> page, () -> page)) {
            assertThatThrownBy(() -> new HealthServer(server.port(), () -> page, () -> page))
                    .isInstanceOf(IOException.class);
        }
    }
}

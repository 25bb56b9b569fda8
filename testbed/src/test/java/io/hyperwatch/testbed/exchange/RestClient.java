package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Posts to {@code /info} as clients of the exchange do. */
final class RestClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ExchangeSimulator exchange;

    RestClient(ExchangeSimulator exchange) {
        this.exchange = exchange;
    }

    HttpResponse<String> post(String body) throws Exception {
        return post(body, "application/json");
    }

    HttpResponse<String> post(String body, String contentType) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(exchange.apiUrl() + "/info"))
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String url) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url)).GET().build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The JSON of a 200 answer; single quotes in the request stand for double ones. */
    JsonNode info(String request) throws Exception {
        HttpResponse<String> answer = post(request.replace('\'', '"'));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return MAPPER.readTree(answer.body());
    }
}

package io.hyperwatch.bridge.normalize;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Real payloads, where a copy of them lies beside the checkout; tests without it are skipped. */
final class Captures {

    /** Reads without the bridge's own code. */
    static final ObjectMapper PLAIN =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Behind every capture, so that no time in them lies in the future. */
    static final long RECEIVED = 1_800_000_000_000L;

    private Captures() {}

    /** What was asked and what came back, as sent. */
    record Exchange(String request, String response) {

        String type() {
            try {
                return PLAIN.readTree(request).path("type").asText();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        JsonNode answer() {
            try {
                return PLAIN.readTree(response);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Found by walking up from the working directory. */
    static Path find(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            Path file = folder.resolve("shared/data/hyperliquid").resolve(name);
            if (Files.isReadable(file)) {
                return file;
            }
            folder = folder.getParent();
        }
        System.out.println("skipped: no captures found beside the checkout: " + name);
        return Assumptions.abort("no captured payloads");
    }

    static String text(String name) throws IOException {
        return Files.readString(find(name));
    }

    /** The recorded calls of a cassette, of the Go or the Python recorder. */
    static List<Exchange> cassette(String name) throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        for (JsonNode interaction : new YAMLMapper().readTree(text(name)).get("interactions")) {
            JsonNode body = interaction.get("response").get("body");
            exchanges.add(
                    new Exchange(
                            interaction.get("request").get("body").asText(),
                            body.isTextual() ? body.asText() : body.get("string").asText()));
        }
        return exchanges;
    }

    static List<Exchange> cassette(String name, String type) throws IOException {
        return cassette(name).stream().filter(e -> e.type().equals(type)).toList();
    }

    static Normalizer watching(Set<String> coins, Integer sigFigs) {
        return new Normalizer(1, new Watchlist(coins, false, Frames.HLP, Set.of(), sigFigs));
    }

    /** Whatever comes of an answer, nothing of it may be refused. */
    static Normalized answer(Set<String> coins, String request, String response) {
        Normalized normalized =
                watching(coins, null).normalize(Frames.answer(RECEIVED, request, response));
        assertThat(normalized.faults()).isEmpty();
        return normalized;
    }

    static <T> List<T> events(Normalized normalized, Class<T> type) {
        return normalized.events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    static BigDecimal decimal(JsonNode text) {
        return text == null || text.isNull() ? null : new BigDecimal(text.asText());
    }
}

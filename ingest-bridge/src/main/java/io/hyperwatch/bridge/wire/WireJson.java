package io.hyperwatch.bridge.wire;

import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads what the exchange writes. Stricter than the standard asks: a repeated key has no meaning
 * the exchange could intend, and nothing it sends is nested deeper than 10 levels.
 */
public final class WireJson {

    private static final int MAX_DEPTH = 64;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private WireJson() {}

    /**
     * @throws MalformedFrameException with {@link Fault#NOT_JSON}
     */
    public static JsonNode parse(String text) throws MalformedFrameException {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root.isMissingNode()) {
                throw new MalformedFrameException(Fault.NOT_JSON, "empty text");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new MalformedFrameException(
                    Fault.NOT_JSON, "not JSON: " + e.getOriginalMessage());
        } catch (NumberFormatException e) {
            // JSON sets no bound to exponents, decimals do: 10 digits.
            throw new MalformedFrameException(Fault.NOT_JSON, "unreadable: " + e.getMessage());
        }
    }

    /** A JSON string literal, quotes included. */
    public static String quoted(String text) {
        return MAPPER.getNodeFactory().textNode(text).toString();
    }
}

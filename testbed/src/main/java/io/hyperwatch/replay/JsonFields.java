package io.hyperwatch.replay;

import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields of a JSON object as they stand in its text. A frame has to reach the normalizer as it
 * was received: built anew from its values, it would not be the same text.
 */
final class JsonFields {

    /** The leaderboard has 35 MB; a recording splits it, others may not. */
    private static final int MAX_STRING = 64 * 1024 * 1024;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
                    .build();

    private final Map<String, String> raw;

    private JsonFields(Map<String, String> raw) {
        this.raw = raw;
    }

    /**
     * @throws UnreadableLineException when the text is not one JSON object
     */
    static JsonFields of(String text) throws UnreadableLineException {
        try (JsonParser in = FACTORY.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableLineException("not a JSON object");
            }
            Map<String, String> raw = new HashMap<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                int from = (int) in.currentTokenLocation().getCharOffset();
                in.skipChildren();
                in.finishToken();
                int to = (int) in.currentLocation().getCharOffset();
                raw.put(name, text.substring(from, to).strip());
            }
            if (in.nextToken() != null) {
                throw new UnreadableLineException("more than one JSON object");
            }
            return new JsonFields(raw);
        } catch (JsonProcessingException e) {
            throw new UnreadableLineException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnreadableLineException(e.getMessage());
        }
    }

    boolean has(String name) {
        return raw.containsKey(name);
    }

    /**
     * The text of a value: what a string says, else the JSON itself.
     *
     * @throws UnreadableLineException when it is missing
     */
    String text(String name) throws UnreadableLineException {
        String value = required(name);
        if (!value.startsWith("\"")) {
            return value;
        }
        try {
            return WireJson.parse(value).textValue();
        } catch (MalformedFrameException e) {
            throw new UnreadableLineException(name + ": " + e.getMessage());
        }
    }

    /**
     * @throws UnreadableLineException unless it is a whole number of at most 18 digits
     */
    long number(String name) throws UnreadableLineException {
        String value = required(name);
        if (!value.matches("\\d{1,18}")) {
            throw new UnreadableLineException(name + ": a whole number expected");
        }
        return Long.parseLong(value);
    }

    private String required(String name) throws UnreadableLineException {
        String value = raw.get(name);
        if (value == null) {
            throw new UnreadableLineException(name + " is missing");
        }
        return value;
    }
}

package io.hyperwatch.bridge.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements of one array of a frame, byte for byte as received: a dead letter shows what the
 * exchange wrote, not our rendering of it. Built only once a frame has a bad element.
 */
public final class ElementTexts {

    private static final JsonFactory JSON = new JsonFactory();

    private final String frame;
    private final List<int[]> spans;

    private ElementTexts(String frame, List<int[]> spans) {
        this.frame = frame;
        this.spans = spans;
    }

    /**
     * @param frame a frame that has been parsed before, so is JSON
     * @param arrayPath names that lead to the array, such as {@code data, fills}
     */
    public static ElementTexts of(String frame, String... arrayPath) {
        List<int[]> spans = new ArrayList<>();
        try (JsonParser in = JSON.createParser(frame)) {
            in.nextToken();
            for (String name : arrayPath) {
                enter(in, name);
            }
            while (in.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) in.currentTokenLocation().getCharOffset();
                in.skipChildren();
                in.finishToken();
                spans.add(new int[] {start, (int) in.currentLocation().getCharOffset()});
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ElementTexts(frame, spans);
    }

    public String get(int index) {
        int[] span = spans.get(index);
        return frame.substring(span[0], span[1]).strip();
    }

    /** From the start of an object to the value of one of its fields. */
    private static void enter(JsonParser in, String name) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = in.currentName().equals(name);
            in.nextToken();
            if (found) {
                return;
            }
            in.skipChildren();
        }
        throw new IOException("no field " + name);
    }
}

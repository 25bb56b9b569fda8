package io.hyperwatch.bridge.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;

/**
 * The rows of an answer that is an array, read without building it: 2,000 fills take some
 * milliseconds.
 *
 * @param rows how many
 * @param newestMs the greatest {@code time} of the rows, null where none has one
 */
public record RowScan(int rows, Long newestMs) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Null when the answer is no array, such as {@code null}, or no JSON. */
    public static RowScan of(String answer) {
        try (JsonParser in = JSON.createParser(answer)) {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            int rows = 0;
            Long newest = null;
            for (JsonToken row = in.nextToken(); row != JsonToken.END_ARRAY; row = in.nextToken()) {
                if (row == null) {
                    return null;
                }
                rows++;
                Long time = row == JsonToken.START_OBJECT ? time(in) : skipped(in);
                if (time != null && (newest == null || time > newest)) {
                    newest = time;
                }
            }
            return new RowScan(rows, newest);
        } catch (IOException e) {
            return null;
        }
    }

    private static Long skipped(JsonParser in) throws IOException {
        in.skipChildren();
        return null;
    }

    private static Long time(JsonParser in) throws IOException {
        Long time = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean isTime = in.currentName().equals("time");
            if (in.nextToken() == JsonToken.VALUE_NUMBER_INT && isTime) {
                time = in.getLongValue();
            }
            in.skipChildren();
        }
        return time;
    }
}

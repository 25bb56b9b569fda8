package io.hyperwatch.bridge.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;

/**
 * Cuts an object with one large array into objects of the same shape with at most 500 rows each,
 * while it is being received: of an answer of 35 MB only two parts are ever in memory. Other fields
 * are left out. One part is held back until it is known whether it is the last.
 */
final class RowParts {

    static final int ROWS = 500;

    private static final JsonFactory JSON = new JsonFactory();

    /** Given the parts in order. */
    interface Parts {
        void part(String json, boolean last) throws InterruptedException;
    }

    private final String rowsField;
    private final long maxBytes;
    private StringWriter text;
    private JsonGenerator part;
    private int rows;

    RowParts(String rowsField, long maxBytes) {
        this.rowsField = rowsField;
        this.maxBytes = maxBytes;
    }

    /**
     * @throws IOException when the answer breaks off, is no such object, or is too large; parts may
     *     have been given before, but none that was called the last
     */
    void read(InputStream body, Parts parts) throws IOException, InterruptedException {
        try (JsonParser in = JSON.createParser(new BoundedStream(body, maxBytes))) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an object expected");
            }
            boolean found = false;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean isRows = in.currentName().equals(rowsField) && !found;
                JsonToken value = in.nextToken();
                if (isRows && value == JsonToken.START_ARRAY) {
                    found = true;
                    readRows(in, parts);
                } else {
                    in.skipChildren();
                }
            }
            if (!found) {
                throw new IOException("no array " + rowsField);
            }
            if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
                throw new IOException("the answer does not end where it should");
            }
        }
        parts.part(finished(), true);
    }

    private void readRows(JsonParser in, Parts parts) throws IOException, InterruptedException {
        begin();
        for (JsonToken row = in.nextToken(); row != JsonToken.END_ARRAY; row = in.nextToken()) {
            if (row == null) {
                throw new IOException("the answer breaks off");
            }
            if (rows == ROWS) {
                parts.part(finished(), false);
                begin();
            }
            part.copyCurrentStructureExact(in);
            rows++;
        }
    }

    private void begin() throws IOException {
        text = new StringWriter();
        part = JSON.createGenerator(text);
        part.writeStartObject();
        part.writeArrayFieldStart(rowsField);
        rows = 0;
    }

    private String finished() throws IOException {
        part.writeEndArray();
        part.writeEndObject();
        part.close();
        return text.toString();
    }

    /** Counts decompressed bytes. */
    private static final class BoundedStream extends FilterInputStream {

        private final long max;
        private long count;

        BoundedStream(InputStream in, long max) {
            super(in);
            this.max = max;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            count += bytes;
            if (count > max) {
                throw new IOException("answer of more than " + max + " bytes");
            }
        }
    }
}

package io.hyperwatch.bridge.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a growing file into JSON values: one a line, or spread over many lines and concatenated. A
 * value ends with the bracket that closes it, so one that is only half written waits. What is no
 * value is handed on up to its line's end, or to the next line that is not indented: within a value
 * that spans lines only its last bracket stands at the beginning of one.
 */
final class ValueSplitter {

    /** The largest block known had 11,279 forced trades: about 11 MB. */
    static final int MAX_VALUE_BYTES = 32 * 1024 * 1024;

    /** Takes a value, or garbage. */
    interface Values {
        void value(String text) throws InterruptedException;
    }

    private final Values values;
    private final int maxBytes;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long readOffset;
    private long consumedOffset;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean garbage;
    private boolean dropping;
    private boolean lineStart = true;

    /**
     * @param offset of the first byte that will be read
     */
    ValueSplitter(long offset, Values values) {
        this(offset, values, MAX_VALUE_BYTES);
    }

    ValueSplitter(long offset, Values values, int maxBytes) {
        this.readOffset = offset;
        this.consumedOffset = offset;
        this.values = values;
        this.maxBytes = maxBytes;
    }

    /** Where the next byte is expected. */
    long readOffset() {
        return readOffset;
    }

    /** Behind the last value that was handed on. */
    long consumedOffset() {
        return consumedOffset;
    }

    void read(byte[] bytes, int length) throws InterruptedException {
        for (int i = 0; i < length; i++) {
            read(bytes[i]);
        }
    }

    private void read(byte b) throws InterruptedException {
        boolean first = lineStart;
        lineStart = b == '\n';
        if (first && pending.size() > 0 && !isSpace(b) && !isClosing(b)) {
            emit();
        }
        readOffset++;
        if (dropping) {
            dropping = b != '\n';
            consumedOffset = readOffset;
            return;
        }
        if (pending.size() == 0 && isSpace(b)) {
            consumedOffset = readOffset;
            return;
        }
        if (pending.size() == 0 && !isOpening(b)) {
            garbage = true;
        }
        if (b == '\n' && (garbage || inString)) {
            emit();
            return;
        }
        pending.write(b);
        if (!garbage) {
            track(b);
        }
        if (pending.size() > maxBytes) {
            emit();
            dropping = true;
        }
    }

    private void track(byte b) throws InterruptedException {
        if (inString) {
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inString = false;
            }
        } else if (b == '"') {
            inString = true;
        } else if (isOpening(b)) {
            depth++;
        } else if (isClosing(b)) {
            depth--;
            if (depth == 0) {
                emit();
            }
        }
    }

    private void emit() throws InterruptedException {
        String text = pending.toString(StandardCharsets.UTF_8).strip();
        pending.reset();
        depth = 0;
        inString = false;
        escaped = false;
        garbage = false;
        values.value(text);
        consumedOffset = readOffset;
    }

    private static boolean isOpening(byte b) {
        return b == '[' || b == '{';
    }

    private static boolean isClosing(byte b) {
        return b == ']' || b == '}';
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}

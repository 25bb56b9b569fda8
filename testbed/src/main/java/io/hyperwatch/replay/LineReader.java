package io.hyperwatch.replay;

import net.jpountz.lz4.LZ4FrameInputStream;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The JSON values of a file, one a line, or spread over lines as older nodes wrote them. A value
 * goes on in the lines behind it that are indented or begin with the bracket that ends it; so a
 * line that was cut short takes no whole one with it. Plain, gzip or LZ4, told by the first bytes.
 */
final class LineReader implements AutoCloseable {

    private static final int GZIP = 0x8b1f;
    private static final int LZ4_FRAME = 0x184d2204;
    private static final int BUFFER = 64 * 1024;

    private final BufferedReader in;
    private String ahead;
    private long linesRead;
    private long valueLine;

    private LineReader(BufferedReader in) {
        this.in = in;
    }

    /**
     * @throws IOException when the file cannot be opened
     */
    static LineReader open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("is a folder");
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            return new LineReader(
                    new BufferedReader(
                            new InputStreamReader(unpacked(raw), StandardCharsets.UTF_8), BUFFER));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        raw.mark(4);
        byte[] first = raw.readNBytes(4);
        raw.reset();
        if (littleEndian(first, 2) == GZIP) {
            return new GZIPInputStream(raw, BUFFER);
        }
        if (littleEndian(first, 4) == LZ4_FRAME) {
            return new LZ4FrameInputStream(raw);
        }
        return raw;
    }

    private static int littleEndian(byte[] bytes, int length) {
        int number = 0;
        for (int i = 0; i < length && i < bytes.length; i++) {
            number |= (bytes[i] & 0xff) << 8 * i;
        }
        return number;
    }

    /** Where the value that was read last begins, from 1. */
    long line() {
        return valueLine;
    }

    /**
     * @return null at the end
     * @throws IOException when the file ends within a packed block or cannot be read on
     */
    String next() throws IOException {
        String first = take();
        while (first != null && first.isBlank()) {
            first = take();
        }
        if (first == null) {
            return null;
        }
        valueLine = linesRead;
        peek();
        if (!continues(ahead)) {
            return first.strip();
        }
        StringBuilder value = new StringBuilder(first);
        while (continues(ahead)) {
            boolean end = isClosing(ahead.charAt(0));
            value.append('\n').append(take());
            if (end) {
                break;
            }
            peek();
        }
        return value.toString().strip();
    }

    private static boolean continues(String line) {
        return line != null
                && !line.isBlank()
                && (Character.isWhitespace(line.charAt(0)) || isClosing(line.charAt(0)));
    }

    private static boolean isClosing(char c) {
        return c == ']' || c == '}';
    }

    private void peek() throws IOException {
        if (ahead == null) {
            ahead = in.readLine();
        }
    }

    private String take() throws IOException {
        peek();
        String line = ahead;
        ahead = null;
        if (line != null) {
            linesRead++;
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

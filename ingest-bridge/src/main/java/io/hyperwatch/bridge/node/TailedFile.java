package io.hyperwatch.bridge.node;

import net.jpountz.lz4.LZ4FrameInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * One file that may still grow, be compressed, be cut short or be replaced. Offsets are those of
 * the plain text, so they hold on when {@code 9} becomes {@code 9.lz4}.
 */
final class TailedFile {

    /** Offset of a file that is not to be read at all. */
    static final long ALL = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(TailedFile.class);
    private static final int CHUNK = 64 * 1024;

    /** Told after each chunk, so that progress can be noted within a large file. */
    interface Progress {
        void readUpTo(long consumedOffset) throws InterruptedException;
    }

    private final String name;
    private final ValueSplitter.Values values;
    private final byte[] chunk = new byte[CHUNK];
    private ValueSplitter splitter;
    private boolean ignored;
    private Path path;
    private Object fileKey;
    private long compressedSize = -1;

    /**
     * @param offset where to begin, {@link #ALL} to ignore the file
     */
    TailedFile(String name, long offset, ValueSplitter.Values values) {
        this.name = name;
        this.values = values;
        this.ignored = offset == ALL;
        this.splitter = new ValueSplitter(ignored ? 0 : offset, values);
    }

    /**
     * Reads what is new.
     *
     * @param file where it is now: plain or {@code .lz4}
     */
    void poll(Path file, Progress progress) throws IOException, InterruptedException {
        if (ignored) {
            return;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        boolean samePath = file.equals(path);
        if (samePath && !Objects.equals(attributes.fileKey(), fileKey)) {
            restart("was replaced");
        }
        path = file;
        fileKey = attributes.fileKey();
        if (NodeFiles.isCompressed(file)) {
            if (!samePath || attributes.size() != compressedSize) {
                compressedSize = attributes.size();
                readCompressed(file, progress);
            }
        } else if (attributes.size() != splitter.readOffset()) {
            if (attributes.size() < splitter.readOffset()) {
                restart("became shorter");
            }
            readPlain(file, progress);
        }
    }

    private void restart(String what) {
        LOG.warn("{} {}; it is read from its beginning again", name, what);
        splitter = new ValueSplitter(0, values);
        compressedSize = -1;
    }

    private void readPlain(Path file, Progress progress) throws IOException, InterruptedException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            in.position(splitter.readOffset());
            ByteBuffer buffer = ByteBuffer.wrap(chunk);
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                splitter.read(chunk, n);
                progress.readUpTo(splitter.consumedOffset());
                buffer.clear();
            }
        }
    }

    /** A file that is still being written ends early; it is tried again once it has grown. */
    private void readCompressed(Path file, Progress progress)
            throws IOException, InterruptedException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), CHUNK);
                InputStream in = new LZ4FrameInputStream(raw)) {
            long known = splitter.readOffset();
            long position = 0;
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                int old = (int) Math.min(n, Math.max(0, known - position));
                position += n;
                if (old < n) {
                    System.arraycopy(chunk, old, chunk, 0, n - old);
                    splitter.read(chunk, n - old);
                    progress.readUpTo(splitter.consumedOffset());
                }
            }
            if (position < known) {
                restart("holds less than was read of it before");
            }
        }
    }
}

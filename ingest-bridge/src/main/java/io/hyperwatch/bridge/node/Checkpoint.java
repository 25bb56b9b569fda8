package io.hyperwatch.bridge.node;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far each file has been read, kept in one small JSON file: {@code
 * {"node_fills/hourly/20250716/9":12345}}, bytes of the plain text. Replaced as a whole, so a crash
 * leaves either the old or the new one.
 */
final class Checkpoint {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    private static final String NAME = "node-fills.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    Checkpoint(Path folder) {
        this.folder = folder;
    }

    /** Null where there is none, or none that can be read. */
    Map<String, Long> load() {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Map<String, Long> offsets =
                    JSON.readValue(
                            Files.readAllBytes(file),
                            new TypeReference<TreeMap<String, Long>>() {});
            if (offsets != null && offsets.values().stream().allMatch(o -> o != null && o >= 0)) {
                return offsets;
            }
            LOG.warn("{} is no map of offsets; reading begins anew", file);
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); reading begins anew", file, e.getMessage());
        }
        return null;
    }

    void save(Map<String, Long> offsets) throws IOException {
        Files.createDirectories(folder);
        Path fresh = folder.resolve(NAME + ".tmp");
        try (FileChannel out =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(offsets));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(
                fresh,
                folder.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}

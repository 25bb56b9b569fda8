package io.hyperwatch.replay;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What could not be read: the first of each file in words, all of them as a number. */
final class Complaints {

    private static final int TOLD_OF_A_FILE = 10;

    private final Consumer<String> tell;
    private final Map<Path, Long> counts = new LinkedHashMap<>();

    Complaints(Consumer<String> tell) {
        this.tell = tell;
    }

    void add(Path file, long line, String reason) {
        long count = counts.merge(file, 1L, Long::sum);
        if (count <= TOLD_OF_A_FILE) {
            tell.accept("%s:%d: %s".formatted(file, line, reason));
        }
    }

    /** Lines of all files. */
    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<Path, Long> byFile() {
        return counts;
    }
}

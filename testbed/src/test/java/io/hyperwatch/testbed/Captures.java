package io.hyperwatch.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Real captured payloads, which are not part of the code: looked for in the folder that the system
 * property {@code hyperwatch.captures} names, else in {@code shared/data/hyperliquid} beside a
 * folder above. A test without them is skipped with a printed notice.
 */
public final class Captures {

    private static final String FOLDER = "shared/data/hyperliquid";

    private Captures() {}

    public static Optional<Path> file(String name) {
        Optional<Path> file = find(name);
        if (file.isEmpty()) {
            System.out.println("SKIPPED: no captured file " + name);
        }
        return file;
    }

    private static Optional<Path> find(String name) {
        String folder = System.getProperty("hyperwatch.captures");
        if (folder != null) {
            return Optional.of(Path.of(folder).resolve(name)).filter(Files::isRegularFile);
        }
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve(FOLDER).resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}

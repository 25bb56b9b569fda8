package io.hyperwatch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment, with a {@code .env} file below it: what the environment sets, wins. */
final class Dotenv {

    private static final String EXPORT = "export ";

    private Dotenv() {}

    /**
     * @throws WrongCallException naming the line that is not {@code KEY=VALUE}
     */
    static Map<String, String> environment(Path file) {
        Map<String, String> merged = new HashMap<>(read(file));
        merged.putAll(System.getenv());
        return Map.copyOf(merged);
    }

    static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(EXPORT)) {
                line = line.substring(EXPORT.length()).stripLeading();
            }
            int equals = line.indexOf('=');
            if (equals <= 0) {
                // The line itself may be a secret that lost its key: never print it.
                throw new WrongCallException(
                        "line " + (i + 1) + " of " + file + " is not KEY=VALUE");
            }
            values.put(
                    line.substring(0, equals).strip(), value(line.substring(equals + 1).strip()));
        }
        return values;
    }

    private static String value(String text) {
        if (text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0)) {
            return text.substring(1, text.length() - 1);
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).stripTrailing();
    }
}

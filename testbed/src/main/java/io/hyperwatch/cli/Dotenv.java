package io.hyperwatch.cli;

import io.hyperwatch.bridge.settings.SettingsSources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment, with a {@code .env} file below it: what the environment sets, wins. */
final class Dotenv {

    private Dotenv() {}

    /**
     * Without the variables of other systems, a private key among them: nobody here reads those.
     */
    static Map<String, String> environment(Path file) {
        Map<String, String> merged = new HashMap<>(read(file));
        merged.putAll(System.getenv());
        merged.keySet().removeIf(SettingsSources::isForeign);
        return Map.copyOf(merged);
    }

    static Map<String, String> read(Path file) {
        try {
            return SettingsSources.readDotEnv(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}

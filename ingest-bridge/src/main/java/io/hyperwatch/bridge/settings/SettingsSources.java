package io.hyperwatch.bridge.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings together options, environment and the {@code .env} file, in this order of precedence. */
public final class SettingsSources {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");

    /** Keys of other systems whose .env files people bring along; no value of theirs is kept. */
    private static final Pattern FOREIGN =
            Pattern.compile(
                    "MONGODB_\\w+|DATABASE_URL|REDIS_URL|CELERY_\\w+|SECRET_KEY"
                            + "|HYPERLIQUID_PRIVATE_KEY");

    private SettingsSources() {}

    /** Only the bridge's own keys, each from the strongest source that names it. */
    public static Map<String, String> merge(
            Map<String, String> dotEnv,
            Map<String, String> environment,
            Map<SettingKey, String> options) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (SettingKey key : SettingKey.values()) {
            String value =
                    options.getOrDefault(
                            key, environment.getOrDefault(key.name(), dotEnv.get(key.name())));
            if (value != null) {
                merged.put(key.name(), value);
            }
        }
        return Map.copyOf(merged);
    }

    /** Names among these that belong to other systems and are ignored, sorted. */
    public static Collection<String> foreignKeys(Collection<String> names) {
        TreeSet<String> foreign = new TreeSet<>();
        names.stream().filter(SettingsSources::isForeign).forEach(foreign::add);
        return foreign;
    }

    /** Whether a variable belongs to another system: its value is never read or passed on. */
    public static boolean isForeign(String name) {
        return FOREIGN.matcher(name).matches();
    }

    /**
     * {@code KEY=value} lines; quotes around a value and {@code #} comments are taken off. Values
     * of foreign keys come back empty.
     *
     * @return empty when there is no such file
     */
    public static Map<String, String> readDotEnv(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (!line.strip().startsWith("#") && matcher.matches()) {
                String key = matcher.group(1);
                boolean foreign = isForeign(key);
                values.put(key, foreign ? "" : value(matcher.group(2).strip()));
            }
        }
        return values;
    }

    private static String value(String text) {
        if (text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'')) {
            int end = text.indexOf(text.charAt(0), 1);
            if (end > 0) {
                return text.substring(1, end);
            }
        }
        int comment = text.startsWith("#") ? 0 : text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }
}

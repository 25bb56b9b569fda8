package io.hyperwatch.cli;

import io.hyperwatch.bridge.settings.SettingKey;
import io.hyperwatch.jobs.JobSettings;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code .env.example} is held to the code: no key missing, none made up, every default true. */
class EnvExampleTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** An upper-case name with an underscore in quotes: how the jobs and sinks name variables. */
    private static final Pattern VARIABLE =
            Pattern.compile(
                    "\"((?:ALERT|POSTGRES|KAFKA|TRADE|TELEGRAM|DISCORD|SLACK|SMTP)_[A-Z_]+)\"");

    private final Map<String, String> example = Dotenv.read(ROOT.resolve(".env.example"));

    @Test
    void everyKeyOfTheBridgeIsThereWithItsDefault() {
        Map<String, String> keys = new TreeMap<>();
        Arrays.stream(SettingKey.values()).forEach(key -> keys.put(key.name(), key.defaultText()));

        assertThat(example).containsAllEntriesOf(keys);
    }

    @Test
    void everyVariableOfJobsAndSinksIsThereAndNoOther() throws IOException {
        TreeSet<String> known = new TreeSet<>(variables("flink-jobs"));
        known.addAll(variables("sinks"));
        Arrays.stream(SettingKey.values()).map(Enum::name).forEach(known::add);

        assertThat(new TreeSet<>(example.keySet())).isEqualTo(known);
    }

    @Test
    void theDefaultsOfTheJobsAreThoseOfTheCode() {
        JobSettings defaults = JobSettings.load(new String[0], Map.of());

        assertThat(example)
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", defaults.kafka())
                .containsEntry("POSTGRES_URL", defaults.postgresUrl())
                .containsEntry("POSTGRES_USER", defaults.postgresUser())
                .containsEntry("TRADE_MIN_VALUE_USD", defaults.tradeMinValueUsd().toPlainString());
    }

    private static TreeSet<String> variables(String module) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                Matcher matcher = VARIABLE.matcher(Files.readString(file));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        }
        return names;
    }
}

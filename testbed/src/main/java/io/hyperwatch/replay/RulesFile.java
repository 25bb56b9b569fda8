package io.hyperwatch.replay;

import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleChangeJson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Changes of rules as in {@code hyperwatch.rules.v1}: one JSON object a line, or one array. */
final class RulesFile {

    private RulesFile() {}

    /**
     * @param check throws an {@link IllegalArgumentException} that says what is wrong with a change
     * @throws IllegalArgumentException naming file, line and reason
     * @throws IOException when the file cannot be read
     */
    static List<RuleChange> read(Path file, Consumer<RuleChange> check) throws IOException {
        List<RuleChange> changes = new ArrayList<>();
        try (MappingIterator<JsonNode> values =
                EventCodec.mapper()
                        .readerFor(JsonNode.class)
                        .readValues(Files.newBufferedReader(file))) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                int line = values.getCurrentLocation().getLineNr();
                changes.add(change(file, line, value, check));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s:%d: not JSON: %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()));
        }
        return changes;
    }

    private static RuleChange change(
            Path file, int line, JsonNode value, Consumer<RuleChange> check) {
        try {
            RuleChange change = RuleChangeJson.of(value);
            check.accept(change);
            return change;
        } catch (MalformedEventException | IllegalArgumentException e) {
            throw new IllegalArgumentException("%s:%d: %s".formatted(file, line, e.getMessage()));
        }
    }
}

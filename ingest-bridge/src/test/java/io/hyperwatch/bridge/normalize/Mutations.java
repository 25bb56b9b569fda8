package io.hyperwatch.bridge.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages a JSON text in one to three ways: in its structure, then in its characters. */
final class Mutations {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Values in the place of another; raw, so not all of them are JSON. */
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-1",
                    "1",
                    "1.5",
                    "1e999",
                    "1e999999999",
                    "-1e-999999999",
                    "9223372036854775808",
                    "1" + "0".repeat(400),
                    "NaN",
                    "Infinity",
                    "01",
                    "\"\"",
                    "\"0\"",
                    "\"-0.5\"",
                    "\"1e5\"",
                    "\"NaN\"",
                    "\"" + "9".repeat(400) + "\"",
                    "\"0." + "0".repeat(60) + "1\"",
                    "\"٣\"",
                    "\"\\ud800\"",
                    "\"\\u0000\"",
                    "\"\uD83D\uDE00\"",
                    "\"" + "x".repeat(500) + "\"",
                    "\"BTC\"",
                    "\"DOGE\"",
                    "\"0x\"",
                    "\"0xDFC24B077BC1425AD1DEA75BCB6F8158E10DF303\"",
                    "{}",
                    "[]",
                    "[null]",
                    "[{}]",
                    "{\"a\":[1,{\"b\":null}]}",
                    "[".repeat(100) + "]".repeat(100),
                    "{\"a\":".repeat(70) + "1" + "}".repeat(70),
                    "1784684116576",
                    "1784684116",
                    "1784684216576",
                    "-9223372036854775808",
                    "1,\"px\":\"2\"");

    private static final String CHARACTERS =
            "\"\\{}[]:,.-+eE0123456789 \n\t\u0000\u0007\u00e9\u0663\u2028\ud83d\ude00\ufffd\uFEFF/#@";

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param original the text as a tree, left as it is
     */
    String mutate(JsonNode original) {
        // One in 61 of 100, three in 11: with each more the chance falls that anything is left.
        int changes = 1 + random.nextInt(1 + random.nextInt(3));
        int structural = random.nextInt(changes + 1);
        JsonNode tree = original.deepCopy();
        for (int i = 0; i < structural; i++) {
            change(tree);
        }
        String text = write(tree);
        for (int i = structural; i < changes; i++) {
            text = change(text);
        }
        return text;
    }

    private void change(JsonNode tree) {
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        if (containers.isEmpty()) {
            return;
        }
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            changeObject(object);
        } else if (container instanceof ArrayNode array) {
            changeArray(array);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void changeObject(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        String other = names.get(random.nextInt(names.size()));
        switch (random.nextInt(7)) {
            case 0 -> object.remove(name);
            case 1 -> {
                JsonNode value = object.get(name);
                object.set(name, object.get(other));
                object.set(other, value);
            }
            case 2 -> object.set(name + "x", object.remove(name));
            case 3 -> object.set("unknownField", raw());
            case 4 ->
                    // The same field twice, which no tree can hold.
                    object.putRawValue(
                            name,
                            new RawValue(
                                    write(object.get(name))
                                            + ",\""
                                            + name
                                            + "\":"
                                            + write(object.get(other))));
            default -> object.set(name, raw());
        }
    }

    private void changeArray(ArrayNode array) {
        int index = random.nextInt(array.size());
        int other = random.nextInt(array.size());
        switch (random.nextInt(6)) {
            case 0 -> array.remove(index);
            case 1 -> array.insert(other, array.get(index).deepCopy());
            case 2 -> {
                JsonNode value = array.get(index);
                array.set(index, array.get(other));
                array.set(other, value);
            }
            case 3 -> array.removeAll();
            default -> array.set(index, raw());
        }
    }

    private JsonNode raw() {
        return NODES.rawValueNode(new RawValue(VALUES.get(random.nextInt(VALUES.size()))));
    }

    private String change(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        int until = Math.min(text.length(), at + 1 + random.nextInt(20));
        char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        return switch (random.nextInt(7)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(until);
            case 2 -> text.substring(0, until) + text.substring(at);
            case 3 -> text.substring(0, at) + c + text.substring(at);
            case 4 ->
                    text.substring(0, at) + (char) random.nextInt(0x10000) + text.substring(at + 1);
            case 5 ->
                    text.substring(0, at)
                            + (char) (text.charAt(at) ^ (1 << random.nextInt(8)))
                            + text.substring(at + 1);
            default -> text.substring(0, at) + c + text.substring(at + 1);
        };
    }

    private static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
